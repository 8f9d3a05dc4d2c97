//! What a policy decides by, as text.

use linehaul_agents::judge::explain::{Explanation, MeanFigures, Worth};
use linehaul_app::explain::Explained;

use crate::figures::{count, number, page_line, percent, table};

/// What the figures mean.
const MEANING: &str = "
By so much the cost of the same demand rises where the policy cannot tell what a group says: it sees the group as it
was at other decisions, drawn at random over lanes and hours, and all else as it is. What other groups tell as well
seems to be worth little. Brackets: 95 % bootstrap intervals over demand seeds.
";

/// The groups of features, the dearest first, and what the figures mean.
pub fn text(explained: &Explained) -> String {
    let Explained { case, policy, currency, explanation, page, .. } = explained;
    let Explanation { seeds, plain, groups } = explanation;
    let MeanFigures { total_cost, late_share, departures, .. } = plain;
    let mut text = format!(
        "{case} under {policy}, {}: {} {currency}, {} late, {} trucks\n\n",
        seeds_text(seeds),
        number(*total_cost, 0),
        percent(*late_share, 2),
        number(*departures, 0),
    );
    let headers = ["group of features", "cost rises by", "95 %", "late", "trucks"];
    text.push_str(&table(headers, groups.iter().map(row)));
    text.push_str(MEANING);
    text.push_str(&groups.first().filter(|dearest| dearest.cost_ratio.value > 1.0).map_or_else(String::new, example));
    text.push('\n');
    text.push_str(&groups.iter().map(names).collect::<String>());
    if let Some(page) = page {
        text.push('\n');
        text.push_str(&page_line(page));
    }
    text
}

fn seeds_text(seeds: &[u64]) -> String {
    match seeds {
        [first, .., last] => format!("demand seeds {first} to {last}"),
        _ => "no demand".to_owned(),
    }
}

fn row(worth: &Worth) -> [String; 5] {
    let interval =
        worth.cost_ratio.interval.map_or_else(String::new, |ends| format!("[{}, {}]", rise(ends.low), rise(ends.high)));
    [
        worth.group.name.to_owned(),
        rise(worth.cost_ratio.value),
        interval,
        percent(worth.figures.late_share, 2),
        count(worth.figures.departures.round() as u64),
    ]
}

/// A ratio as percent above 1.
fn rise(ratio: f64) -> String {
    let percent = percent(ratio - 1.0, 1);
    if ratio > 1.0 { format!("+{percent}") } else { percent }
}

/// One group in words.
fn example(worth: &Worth) -> String {
    let Worth { group, cost_ratio, .. } = worth;
    format!(
        "{}: where the policy cannot tell {}, cost rises by {}.\n",
        group.name,
        group.tells,
        percent(cost_ratio.value - 1.0, 1)
    )
}

/// What a group tells, and what it is made of.
fn names(worth: &Worth) -> String {
    let group = &worth.group;
    format!("{:<17}{}: {}\n", group.name, group.tells, group.patterns.join(", "))
}
