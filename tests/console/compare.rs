//! What a page shows against what was printed.

/// Relative, of numbers with decimals.
const TOLERANCE: f64 = 0.02;
/// Behind a number that differs from run to run.
const TIMES: [&str; 2] = ["µs", "ms"];

/// The first line that is not as shown; `None` if all are.
pub fn difference(shown: &[String], printed: &str, near: bool) -> Option<String> {
    // Empty lines at the end are the page's matter.
    let end = shown.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    let printed: Vec<&str> = printed.trim_end().lines().collect();
    let mut at = 0;
    let mut any = false;
    for line in &shown[..end] {
        if line == "..." {
            any = true;
            continue;
        }
        let found = if any {
            printed[at..].iter().position(|printed| is_same(line, printed, near))
        } else {
            printed.get(at).filter(|printed| is_same(line, printed, near)).map(|_| 0)
        };
        let Some(after) = found else {
            let instead = printed.get(at).copied().unwrap_or("nothing more");
            return Some(format!("shown:    {line}\nprinted:  {instead}"));
        };
        at += after + 1;
        any = false;
    }
    let rest = printed.get(at).filter(|_| !any);
    rest.map(|line| format!("shown:    nothing more\nprinted:  {line}"))
}

fn is_same(shown: &str, printed: &str, near: bool) -> bool {
    let (shown, printed) = (words(shown), words(printed));
    let is_time = |at: usize| shown.get(at + 1).is_some_and(|unit| TIMES.contains(&unit.trim_end_matches(',')));
    let pairs = shown.iter().zip(&printed).enumerate();
    shown.len() == printed.len()
        && pairs.into_iter().all(|(at, (shown, printed))| is_same_word(shown, printed, near, is_time(at)))
}

/// Between blanks and brackets.
fn words(line: &str) -> Vec<&str> {
    line.split(|mark: char| mark.is_whitespace() || "[]()".contains(mark)).filter(|word| !word.is_empty()).collect()
}

fn is_same_word(shown: &str, printed: &str, near: bool, is_time: bool) -> bool {
    if shown == printed || shown == "…" {
        return true;
    }
    let (Some(wanted), Some(found)) = (Number::of(shown), Number::of(printed)) else { return false };
    if is_time {
        return true;
    }
    let is_exact = wanted.unit_of_last_place >= 1.0 && !near;
    let allowed = wanted.unit_of_last_place.max(TOLERANCE * wanted.value.abs()) + 1e-9;
    wanted.around == found.around && !is_exact && (wanted.value - found.value).abs() <= allowed
}

/// A number in a word: `1,204`, `-.35,`, `x0.5`, `30.4h`.
#[derive(Debug)]
struct Number<'a> {
    value: f64,
    unit_of_last_place: f64,
    around: (&'a str, &'a str),
}

impl<'a> Number<'a> {
    fn of(word: &'a str) -> Option<Self> {
        let is_part = |mark: char| mark.is_ascii_digit() || ".,".contains(mark);
        let first = word.find(|mark: char| mark.is_ascii_digit())?;
        // A point before the first digit belongs to it.
        let first = if word[..first].ends_with('.') { first - 1 } else { first };
        let length = word[first..].find(|mark| !is_part(mark)).unwrap_or(word.len() - first);
        let digits = word[first..first + length].trim_end_matches(['.', ',']);
        let around = (&word[..first], &word[first + digits.len()..]);
        let plain = digits.replace(',', "");
        let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        Some(Self { value: plain.parse().ok()?, unit_of_last_place: 0.1_f64.powi(decimals as i32), around })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differs(shown: &str, printed: &str, near: bool) -> bool {
        let shown: Vec<String> = shown.lines().map(str::to_owned).collect();
        difference(&shown, printed, near).is_some()
    }

    #[test]
    fn integers_are_exact_and_decimals_near() {
        assert!(!differs("late  696  6.90 %", "late 696 6.95 %", false));
        assert!(differs("late  696  6.90 %", "late 697 6.90 %", false));
        assert!(differs("late  696  6.90 %", "late 696 7.10 %", false));
        assert!(!differs("total 3,409,701 +0.00 %", "total 3,409,990 +0.01 %", true));
        assert!(differs("total 3,409,701", "total 3,509,990", true));
        assert!(differs("change +5.0", "change -5.0", false));
        assert!(!differs("[0.948, 0.970]", "[0.949, 0.97]", false));
        assert!(differs("4 of 4 .960", "4 of 5 .960", false));
    }

    #[test]
    fn words_are_exact_and_times_any() {
        assert!(differs("delivered 5", "arrived 5", false));
        assert!(!differs("decided in 4 µs an hour, 10 µs at most", "decided in 40 µs an hour, 123 µs at most", false));
        assert!(!differs("fast 2 0.03 ms done", "fast 2 1.23 ms done", false));
        assert!(!differs("a … b", "a 17,000 b", false) && differs("a … b", "a b", false));
    }

    #[test]
    fn lines_can_be_left_out_where_the_page_says_so() {
        assert!(!differs("a\n...\nd", "a\nb\nc\nd\n", false));
        assert!(!differs("a\n...", "a\nb", false));
        assert!(differs("a\nd", "a\nb\nd", false));
        assert!(differs("a", "a\nb", false));
        assert!(differs("a\n...\ne", "a\nb\nd", false));
        assert!(differs("a\nb", "a", false));
    }
}
