//! Numbers and tables for people: thousands marks, units, aligned columns.

use comfy_table::{CellAlignment, Table, presets};
use linehaul_app::page::Page;

/// A number with thousands marks and so many decimals.
pub fn number(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut marked = String::new();
    if value < 0.0 && text.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
        marked.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            marked.push(',');
        }
        marked.push(digit);
    }
    if let Some(fraction) = fraction {
        marked.push('.');
        marked.push_str(fraction);
    }
    marked
}

/// A count with thousands marks.
pub fn count(value: u64) -> String {
    number(value as f64, 0)
}

/// A count of things, in the plural where it must be.
pub fn counted(n: usize, thing: &str) -> String {
    format!("{} {thing}{}", count(n as u64), if n == 1 { "" } else { "s" })
}

/// A share as a percentage.
pub fn percent(share: f64, decimals: usize) -> String {
    format!("{} %", number(share * 100.0, decimals))
}

/// A table whose first column is text and whose others are numbers, aligned to the right.
pub fn table<const N: usize>(headers: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(headers);
    rows.into_iter().for_each(|row| {
        table.add_row(row);
    });
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        if at > 0 {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// A table whose rows come one by one, over hours: widths are fixed beforehand, everything is aligned to the right.
pub struct Lines<const N: usize> {
    /// Header and width of each column, characters. A wider cell moves the rest of its line.
    pub columns: [(&'static str, usize); N],
}

impl<const N: usize> Lines<N> {
    /// The headers.
    pub fn header(&self) -> String {
        self.row(&self.columns.map(|(header, _)| header.to_owned()))
    }

    /// A row.
    pub fn row(&self, cells: &[String; N]) -> String {
        let padded = cells.iter().zip(self.columns).map(|(cell, (_, width))| format!("{cell:>width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    }
}

/// A 95 % interval in brackets.
pub fn interval(low: f64, high: f64) -> String {
    format!("[{}, {}]", number(low, 3), number(high, 3))
}

/// A share in percent, without zeros that say nothing.
pub fn share(share: f64) -> String {
    let text = number(share * 100.0, 2);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text} %")
}

/// Where a page is, and how large.
pub fn page_line(page: &Page) -> String {
    format!("page: {} ({} kB)\n", page.path.display(), count(page.bytes.div_ceil(1000) as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_thousands_marks_and_no_negative_zero() {
        assert_eq!(number(1_234_567.891, 2), "1,234,567.89");
        assert_eq!(number(-999.5, 1), "-999.5");
        assert_eq!(number(-0.001, 1), "0.0");
        assert_eq!(count(100), "100");
        assert_eq!(percent(0.0123, 1), "1.2 %");
    }

    #[test]
    fn tables_align_numbers_to_the_right() {
        let text = table(["what", "a"], [["x".into(), "1".into()], ["yy".into(), "100".into()]]);
        assert_eq!(text, "what    a\nx       1\nyy    100\n");
    }

    #[test]
    fn lines_stay_in_their_columns() {
        let lines = Lines { columns: [("cost", 6), ("", 2), ("trucks", 7)] };
        assert_eq!(lines.header(), "  cost       trucks\n");
        assert_eq!(lines.row(&["1.25", "*", "1,000"].map(str::to_owned)), "  1.25   *    1,000\n");
    }
}
