//! Numbers and lists as a person writes them.

/// Names written out before the rest is only counted.
const N_NAMED: usize = 5;

/// `1234567` as `1,234,567`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// 123 of 1,000 as `12.3 %`.
pub(super) fn percent(count: usize, of: usize) -> String {
    format!("{:.1} %", 100.0 * count as f64 / of as f64)
}

/// `count` things: `1 lane`, `1,200 lanes`.
pub(super) fn counted(count: usize, thing: &str) -> String {
    format!("{} {thing}{}", grouped(count), verb(count, "", "s"))
}

/// The verb that goes with a count: `one` after 1, else `many`.
pub(super) fn verb<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

/// The names, or the first five of them and how many more.
pub(super) fn listed(names: &[String]) -> String {
    let named = names[..names.len().min(N_NAMED)].join(", ");
    match names.len().saturating_sub(N_NAMED) {
        0 => named,
        more => format!("{named} and {} more", grouped(more)),
    }
}
