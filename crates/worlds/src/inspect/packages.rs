//! What looks odd about the packages.

use super::figures::{largest, median};
use super::text::{counted, grouped, listed, percent, verb};
use super::traffic::Traffic;
use linehaul_case::Case;

/// Share of packages due beyond the horizon from which that is worth a sentence: some always are.
const BEYOND_HORIZON: f64 = 0.15;
/// Times the median from which a value, weight or volume looks like a slip of the unit or the decimal point.
const EXTREME: f64 = 100.0;
/// Share of the largest vehicle from which little else fits beside a package.
const BULKY: f64 = 0.8;

/// A sentence for each finding.
pub(super) fn suspicious(case: &Case, traffic: &Traffic) -> impl Iterator<Item = String> {
    let values = extreme("value", "", &case.packages().values);
    let kg: Vec<f64> = case.packages().grams.iter().map(|grams| grams.to_kg()).collect();
    let m3: Vec<f64> = case.packages().ml.iter().map(|ml| ml.to_m3()).collect();
    let sizes = [extreme("weight", " kg", &kg), extreme("volume", " m3", &m3)];
    let timing = [late_from_the_start(case, traffic), beyond_the_horizon(case), empty_days(case)];
    timing.into_iter().chain([values]).chain(sizes).chain([bulky(case)]).flatten()
}

fn late_from_the_start(case: &Case, traffic: &Traffic) -> Option<String> {
    let count = traffic.slacks.iter().filter(|&&slack| slack < 0).count();
    let share = percent(count, case.packages().len());
    (count > 0).then(|| {
        let packages = counted(count, "package");
        format!("{packages} ({share}) cannot be on time: the promise is shorter than the primary path takes")
    })
}

fn beyond_the_horizon(case: &Case) -> Option<String> {
    let n = case.packages().len();
    let count = (0..n).filter(|&row| case.packages().due_hour(row) >= i64::from(case.hours())).count();
    (count as f64 > BEYOND_HORIZON * n as f64).then(|| {
        let (packages, share, are) = (counted(count, "package"), percent(count, n), verb(count, "is", "are"));
        let hours = case.hours();
        format!("{packages} ({share}) {are} due at hour {hours} or later, beyond the horizon: never counted as late")
    })
}

fn empty_days(case: &Case) -> Option<String> {
    const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let mut released = vec![0; usize::from(case.hours() / 24)];
    for row in 0..case.packages().len() {
        // A day that the horizon cuts short is not counted.
        if let Some(day) = released.get_mut((case.packages().released_hour(row) / 24) as usize) {
            *day += 1;
        }
    }
    let weekday = |day: usize| WEEKDAYS[(usize::from(case.start_hour_of_week()) / 24 + day) % 7];
    let empty: Vec<String> = (0..released.len())
        .filter(|&day| released[day] == 0)
        .map(|day| format!("day {} ({})", day + 1, weekday(day)))
        .collect();
    (!empty.is_empty()).then(|| {
        let (count, days) = (empty.len(), counted(released.len(), "day"));
        format!("no package is released on {count} of {days}: {}", listed(&empty))
    })
}

fn extreme(what: &str, unit: &str, amounts: &[f64]) -> Option<String> {
    let median = median(amounts);
    let limit = EXTREME * median;
    let count = amounts.iter().filter(|&&amount| amount > limit).count();
    (median > 0.0 && count > 0).then(|| {
        let (packages, has) = (counted(count, "package"), verb(count, "has", "have"));
        let most = grouped(amounts.iter().copied().fold(0.0, f64::max).round() as usize);
        format!("{packages} {has} more than {EXTREME} times the median {what} of {median:.2}{unit}: up to {most}{unit}")
    })
}

fn bulky(case: &Case) -> Option<String> {
    let largest = largest(case);
    let packages = case.packages();
    let fill = |row: usize| {
        let volume = packages.ml[row].to_m3() / largest.ml.to_m3();
        volume.max(packages.grams[row].to_kg() / largest.grams.to_kg())
    };
    let count = (0..packages.len()).filter(|&row| fill(row) > BULKY).count();
    (count > 0).then(|| {
        let (share, fill) = (percent(count, packages.len()), verb(count, "fills", "fill"));
        let (packages, least) = (counted(count, "package"), BULKY * 100.0);
        format!("{packages} ({share}) {fill} more than {least:.0} % of the largest vehicle, {}", largest.id)
    })
}
