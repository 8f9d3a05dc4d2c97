//! A loaded dock as a text.

use linehaul_app::pack::{Left, Packing, SolverRow, TruckRow};

use crate::figures::{count, counted, number, percent, table};

/// Width of a list of packages.
const WIDTH: usize = 96;

/// All of it.
pub fn text(packing: &Packing) -> String {
    let cap = packing
        .max_trucks
        .map_or("no cap".to_owned(), |most| format!("at most {} leave", counted(most as usize, "truck")));
    let mut text = format!(
        "{}, {} kg, {} m3; {}, {}, {cap}\n\n",
        counted(packing.packages, "package"),
        number(packing.kg, 0),
        number(packing.m3, 1),
        counted(packing.lanes, "lane"),
        counted(packing.vehicles, "vehicle type"),
    );
    let must_ride = packing.solvers.iter().filter_map(|row| row.load.as_ref()).any(|load| load.must_ride_left > 0);
    text.push_str(&solvers(&packing.solvers, must_ride));
    let best = &packing.best;
    let proved = if best.proved { "; no plan is better" } else { "" };
    let value = number(best.value, 2);
    text.push_str(&format!(
        "\nbest plan: {value} by {}, {}{proved}\n",
        best.solver,
        counted(best.trucks.len(), "truck")
    ));
    for (at, row) in best.trucks.iter().enumerate() {
        text.push_str(&truck(at + 1, row));
    }
    if !packing.must_ride_left.is_empty() {
        text.push_str("\nmust ride and cannot\n");
        text.push_str(&list(&packing.must_ride_left));
    }
    text.push_str(&left(&packing.left));
    text
}

fn solvers(rows: &[SolverRow], must_ride: bool) -> String {
    let cell = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let rows = rows.iter().map(|row| {
        let load = row.load.as_ref();
        [
            row.solver.to_owned(),
            cell(load.map(|load| number(load.value, 2))),
            cell(load.map(|load| count(load.trucks as u64))),
            cell(load.map(|load| number(load.cost, 2))),
            cell(load.map(|load| count(load.must_ride_left as u64))),
            cell(row.bound.map(|bound| number(bound, 2))),
            cell(row.gap.map(|gap| percent(gap, 2))),
            format!("{} ms", number(row.seconds * 1e3, 2)),
            row.ended.to_owned(),
        ]
    });
    if must_ride {
        return table(["solver", "value", "trucks", "cost", "must-ride left", "bound", "gap", "time", "ended"], rows);
    }
    table(
        ["solver", "value", "trucks", "cost", "bound", "gap", "time", "ended"],
        rows.map(|[solver, value, trucks, cost, _, bound, gap, time, ended]| {
            [solver, value, trucks, cost, bound, gap, time, ended]
        }),
    )
}

fn truck(at: usize, row: &TruckRow) -> String {
    let share =
        |part: f64, whole: f64| if whole > 0.0 { format!(" ({})", percent(part / whole, 0)) } else { String::new() };
    format!(
        "\ntruck {at}: lane {}, {}, {} of {} kg{}, {} of {} m3{}, cost {}\n{}",
        row.lane,
        row.vehicle,
        number(row.kg, 0),
        number(row.max_kg, 0),
        share(row.kg, row.max_kg),
        number(row.m3, 2),
        number(row.max_m3, 2),
        share(row.m3, row.max_m3),
        number(row.cost, 2),
        list(&row.packages),
    )
}

/// Names separated by commas, in lines of limited width.
fn list(names: &[String]) -> String {
    let mut lines = vec![String::from(" ")];
    for (at, name) in names.iter().enumerate() {
        let comma = if at + 1 < names.len() { "," } else { "" };
        if lines[lines.len() - 1].chars().count() + name.chars().count() + 2 > WIDTH {
            lines.push(String::from(" "));
        }
        lines.last_mut().expect("there is a first line").push_str(&format!(" {name}{comma}"));
    }
    lines.join("\n") + "\n"
}

fn left(rows: &[Left]) -> String {
    if rows.is_empty() {
        return "\nnothing is left behind\n".to_owned();
    }
    let width = |texts: &dyn Fn(&Left) -> usize| rows.iter().map(texts).max().unwrap_or(0);
    let package = width(&|row| row.package.chars().count());
    let constraint = width(&|row| reason(row).chars().count());
    let mut text = format!("\nleft behind: {}\n", counted(rows.len(), "package"));
    for row in rows {
        text.push_str(&format!("  {:<package$}  {:<constraint$}  {}\n", row.package, reason(row), row.sentence));
    }
    text
}

fn reason(row: &Left) -> String {
    let also = row.also.iter().map(|also| format!(" + {also}"));
    format!("{}{}", row.constraint, also.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn lists_break_between_names() {
        let names: Vec<String> = (0..40).map(|n| format!("package-{n}")).collect();
        let text = list(&names);
        assert!(
            text.lines().count() > 4 && text.lines().all(|line| line.len() <= super::WIDTH && line.starts_with("  p"))
        );
        assert_eq!(text.replace('\n', " ").split_whitespace().count(), 40);
    }
}
