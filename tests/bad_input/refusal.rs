//! What a refusal looks like: one line with the place and the problem, the faulty lines of a text file, one line of help.

use crate::folders::names;
use crate::program::Finished;
use crate::toy_case::Toy;

/// Asserts a refusal whose first line has all of `parts` and whose help has `remedy`.
#[track_caller]
pub fn assert_refused(finished: &Finished, parts: &[&str], remedy: &str) {
    let text = &finished.stderr;
    finished.assert_code(2);
    assert_eq!(finished.stdout, "", "{text}");
    assert!(!text.contains('\x1b'), "{text:?}");
    let starting = |start: &[&str]| -> Vec<&str> {
        text.lines().filter(|line| start.iter().any(|start| line.starts_with(start))).collect()
    };
    // The cross is a letter where the locale has no other.
    let (problems, help) = (starting(&["  × ", "  x "]), starting(&["  help: "]));
    assert_eq!((problems.len(), help.len()), (1, 1), "{text}");
    assert_eq!(text.lines().next(), Some(problems[0]), "{text}");
    assert_eq!(text.lines().last(), Some(help[0]), "{text}");
    for part in parts {
        assert!(problems[0].contains(part), "{text}lacks {part:?}");
    }
    assert!(help[0].contains(remedy), "{text}lacks {remedy:?}");
}

/// Runs `schedule` on a toy case, which must be refused and write nothing.
#[track_caller]
pub fn assert_toy_refused(toy: &Toy, parts: &[&str], remedy: &str) {
    assert_refused(&toy.schedule(&[]), parts, remedy);
    assert_eq!(names(toy.out().parent().unwrap()), ["case"]);
}

/// Spoils one place of the toy case.
#[track_caller]
pub fn assert_spoiled_refused(file: &str, [from, to]: [&str; 2], parts: &[&str], remedy: &str) {
    let toy = Toy::new();
    toy.replace(file, from, to);
    assert_toy_refused(&toy, parts, remedy);
}
