//! Results in the place of inputs or of other results: refused before anything is done. Beside them they are welcome.

use std::fs;
use std::path::Path;

use super::refusal::assert_refused;
use crate::folders::{bytes, names};
use crate::program::{Finished, linehaul, verify};
use crate::toy_case::Toy;

fn run(arguments: &[&str], paths: &[(&str, &Path)]) -> Finished {
    let paths = paths.iter().flat_map(|(option, path)| [option.as_ref(), path.as_os_str()]);
    linehaul(arguments.iter().map(AsRef::as_ref).chain(paths.filter(|word| !word.is_empty())))
}

/// Each time, with every file of the folders: so none is forgotten.
#[test]
fn a_result_in_the_place_of_a_file_that_is_read() {
    let toy = Toy::new();
    toy.schedule(&[]).assert_code(0);
    let (case, schedule, new) = (toy.case(), toy.out(), toy.case().join("new"));
    let before = (bytes(&case), bytes(&schedule));
    for name in names(&case) {
        let place = case.join(&name);
        let part = format!("{name}: is read, and would be written over");
        let decisions = run(&["schedule"], &[("--case", &case), ("--out", &new), ("--decisions", &place)]);
        assert_refused(&decisions, &[&part], "name another file");
        let tuned = run(&["tune", "--policy", "greedy"], &[("--cases", &case), ("--out", &place)]);
        assert_refused(&tuned, &[&part], "name another file");
        let price = run(&["calibrate", "--max-late", "0.5"], &[("--case", &case), ("--out", &place)]);
        assert_refused(&price, &[&part], "name another file");
    }
    for name in names(&schedule) {
        let place = schedule.join(&name);
        let part = format!("{name}: is read, and would be written over");
        let page = run(&["report"], &[("", &schedule), ("--case", &case), ("--out", &place)]);
        assert_refused(&page, &[&part], "name another file");
        let page = run(&["compare"], &[("", &schedule), ("", &schedule), ("--out", &place)]);
        assert_refused(&page, &[&part], "name another file");
    }
    assert!(before == (bytes(&case), bytes(&schedule)));
}

#[test]
fn two_results_in_one_place() {
    let toy = Toy::new();
    toy.schedule(&[]).assert_code(0);
    let (case, out, before) = (toy.case(), toy.out(), bytes(&toy.out()));
    for name in names(&out) {
        let done = run(&["schedule"], &[("--case", &case), ("--out", &out), ("--decisions", &out.join(&name))]);
        assert_refused(&done, &[&format!("{name}: two results would be written here")], "name another file");
    }
    let done = run(&["schedule"], &[("--case", &case), ("--out", &out), ("--decisions", &out)]);
    assert_refused(&done, &["/out: this is the folder of other results"], "name another file");
    assert_eq!(bytes(&out), before);
    let price = case.join("late-price.json");
    let done = run(&["calibrate", "--max-late", "0.5", "--frontier", "3"], &[("--case", &case), ("--out", &price)]);
    assert_refused(&done, &["late-price.json: two results would be written here"], "name another file");
    assert!(!price.exists());
}

/// A schedule that is there already is replaced, and what is read must not go with it.
#[test]
fn an_input_in_a_folder_that_is_replaced() {
    let toy = Toy::new();
    toy.schedule(&[]).assert_code(0);
    let policy = toy.out().join("greedy.toml");
    fs::write(&policy, "policy = \"greedy\"\n").unwrap();
    let done = toy.schedule(&["--policy", &format!("greedy:{}", policy.display())]);
    assert_refused(&done, &["/out: would be replaced, and", "greedy.toml is read"], "write to another folder");
    let case = toy.out().join("case");
    crate::folders::copy(&toy.case(), &case);
    let done = run(&["schedule"], &[("--case", &case), ("--out", &toy.out())]);
    assert_refused(&done, &["/out: would be replaced, and", "case/case.toml is read"], "write to another folder");
    assert!(policy.exists() && case.join("packages.csv").exists());
}

/// It is named before anything is computed, by whoever would replace the schedule.
#[test]
fn a_file_of_the_users_in_a_folder_that_is_replaced() {
    let toy = Toy::new();
    toy.schedule(&[]).assert_code(0);
    let (case, out, plan, events) = (toy.case(), toy.out(), toy.case().join("plan"), toy.case().join("events"));
    fs::write(&events, "").unwrap();
    fs::write(out.join("mine.txt"), "mine").unwrap();
    run(&["schedule"], &[("--case", &case), ("--out", &plan)]).assert_code(0);
    let before = bytes(&out);
    let so_far = [("--case", case.as_path()), ("--schedule", &plan), ("--events", &events), ("--out", &out)];
    for done in [toy.schedule(&[]), run(&["replan"], &so_far)] {
        assert_refused(&done, &["out/mine.txt: this is no file of the schedule"], "move it away");
        assert_eq!(bytes(&out), before);
    }
    fs::remove_file(out.join("mine.txt")).unwrap();
    run(&["report"], &[("", &out), ("--case", &case)]).assert_code(0);
    for _ in 0..2 {
        run(&["replan"], &so_far).assert_code(0);
    }
    for _ in 0..2 {
        toy.schedule(&["--certify", "1"]).assert_code(0);
    }
    toy.schedule(&[]).assert_code(0);
    assert_eq!(names(&out).len(), 4);
}

/// As often as one likes: decisions are replaced with the schedule that they belong to.
#[test]
fn decisions_in_the_folder_of_the_schedule_are_welcome() {
    let toy = Toy::new();
    let decisions = toy.out().join("decisions.safetensors");
    for _ in 0..2 {
        toy.schedule(&["--decisions", decisions.to_str().unwrap()]).assert_code(0);
        assert_eq!(names(&toy.out()).len(), 5);
        verify(&toy.out(), &toy.case()).assert_code(0);
    }
}

#[test]
fn results_in_a_case_folder_are_welcome() {
    let toy = Toy::new();
    let (case, schedule) = (toy.case(), toy.case().join("schedule"));
    for _ in 0..2 {
        run(&["schedule"], &[("--case", &case), ("--out", &schedule)]).assert_code(0);
        run(&["tune", "--policy", "greedy"], &[("--cases", &case), ("--out", &case.join("t.toml"))]).assert_code(0);
    }
    verify(&schedule, &case).assert_code(0);
}
