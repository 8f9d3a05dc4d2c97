//! Rules that always hold: hours of the week, and what may ride with what.

use std::collections::HashMap;

use linehaul_case::rules::{MustRide, Rules};
use linehaul_case::{ClassId, Lane, PackageIds};

use super::places::{Places, Vocabulary, each, find};
use super::text::RulesText;
use crate::column::Table;
use crate::declare::columns;
use crate::error::{Fault, TablesError};
use crate::names::Names;
use crate::toml_table::TomlTable;

/// Its tables.
pub const TABLES: [Table; 5] =
    [ClosureKeys::TABLE, CurfewKeys::TABLE, BarredKeys::TABLE, SeparateKeys::TABLE, MustRideKeys::TABLE];

columns! {
    /// Hours of the week in which no truck departs.
    CLOSURE: ClosureKeys in "rules.toml, [[closure]]" {
        /// Hours of the week, Monday 00:00 UTC first: `"sat"`, `"mon 22 - tue 05"`, `"fri 18-22"`, or several of them in brackets.
        week: List("h of the week"),
        /// Only lanes that leave this hub.
        hub: Text("", optional "everywhere"),
        /// Only this lane, `["from", "to"]`; not beside `hub`.
        lane: List("", optional "everywhere"),
    }
}

columns! {
    /// Hours of the week in which no truck may arrive; a truck that would does not depart.
    CURFEW: CurfewKeys in "rules.toml, [[curfew]]" {
        /// Hours of the week, as in a closure.
        week: List("h of the week"),
        /// Only lanes that reach this hub.
        hub: Text("", optional "everywhere"),
        /// Only this lane, `["from", "to"]`; not beside `hub`.
        lane: List("", optional "everywhere"),
    }
}

columns! {
    /// Vehicle types that may not drive a lane.
    BARRED: BarredKeys in "rules.toml, [[barred]]" {
        /// The lane, `["from", "to"]`.
        lane: List(""),
        /// Ids of the types.
        vehicles: List(""),
    }
}

columns! {
    /// Goods classes of which no two share a truck.
    SEPARATE: SeparateKeys in "rules.toml, [[separate]]" {
        /// Two classes or more.
        classes: List(""),
    }
}

columns! {
    /// Packages that are loaded before all others; one of the two keys.
    MUST_RIDE: MustRideKeys in "rules.toml, [[must_ride]]" {
        /// All packages of this goods class.
        class: Text("", optional "`packages` says which"),
        /// Ids of packages.
        packages: List("", optional "`class` says which"),
    }
}

/// Reads them; types that they bar are taken from the lanes, which are still in file order.
pub(super) fn read(
    root: &mut TomlTable,
    words: &Vocabulary,
    places: &Places,
    lanes: &mut [Lane],
    rules: &mut Rules,
) -> Result<(), TablesError> {
    for mut barred in root.tables(&BarredKeys::TABLE)? {
        let lane = barred.require(&BARRED.lane)?;
        let row = places.file_row(&lane)?;
        for vehicle in barred.require(&BARRED.vehicles)?.list()? {
            lanes[row].types &= !(1 << find(&vehicle, words.vehicles)?);
            if lanes[row].types == 0 {
                let problem = "with this type barred no vehicle type may drive the lane";
                return Err(vehicle.fault(Fault::new(problem, "allow at least one type, or remove the lane")));
            }
        }
    }
    let classes = Names::new("goods class", words.classes.iter().map(String::as_str));
    rules.closures =
        each(root, &ClosureKeys::TABLE, |rule| places.weekly(rule, &CLOSURE.week, [&CLOSURE.hub, &CLOSURE.lane]))?;
    rules.curfews =
        each(root, &CurfewKeys::TABLE, |rule| places.weekly(rule, &CURFEW.week, [&CURFEW.hub, &CURFEW.lane]))?;
    rules.separate = each(root, &SeparateKeys::TABLE, |rule| pairs(rule, &classes))?.concat();
    rules.must_ride = must_ride(root, words.packages, &classes)?;
    Ok(())
}

/// Writes them; types barred from a lane are in `lanes.csv`.
pub(super) fn write(rules: &Rules, text: &mut RulesText) {
    for closure in &rules.closures {
        text.weekly(&ClosureKeys::TABLE, closure, &CLOSURE.week, [&CLOSURE.hub, &CLOSURE.lane]);
    }
    for curfew in &rules.curfews {
        text.weekly(&CurfewKeys::TABLE, curfew, &CURFEW.week, [&CURFEW.hub, &CURFEW.lane]);
    }
    for pair in &rules.separate {
        let classes = pair.map(|class| text.class(class)).join(", ");
        text.table(&SeparateKeys::TABLE, &[(&SEPARATE.classes, format!("[{classes}]"))]);
    }
    for must_ride in &rules.must_ride {
        let key = match *must_ride {
            MustRide::Class(class) => (&MUST_RIDE.class, text.class(class)),
            MustRide::Package(row) => (&MUST_RIDE.packages, format!("[{}]", text.package(row))),
        };
        text.table(&MustRideKeys::TABLE, &[key]);
    }
}

/// Any two of the classes listed.
fn pairs(rule: &mut TomlTable, classes: &Names) -> Result<Vec<[ClassId; 2]>, TablesError> {
    let value = rule.require(&SEPARATE.classes)?;
    let fault = value.fault(Fault::new("these are not different classes", "name two or more, each once"));
    let ids = value.list()?.iter().map(|class| find(class, classes)).collect::<Result<Vec<_>, _>>()?;
    let pairs: Vec<_> = (0..ids.len()).flat_map(|j| (0..j).map(move |i| (i, j))).collect();
    if pairs.is_empty() || pairs.iter().any(|&(i, j)| ids[i] == ids[j]) {
        return Err(fault);
    }
    Ok(pairs.iter().map(|&(i, j)| [ids[i], ids[j]].map(ClassId::from_index)).collect())
}

fn must_ride(root: &mut TomlTable, ids: &PackageIds, classes: &Names) -> Result<Vec<MustRide>, TablesError> {
    let rules = root.tables(&MustRideKeys::TABLE)?;
    let mut must_ride = Vec::new();
    // Built only for those who name packages: there may be millions.
    let mut rows: Option<HashMap<String, usize>> = None;
    for mut rule in rules {
        match (rule.take(&MUST_RIDE.class), rule.take(&MUST_RIDE.packages)) {
            (Some(class), None) => must_ride.push(MustRide::Class(ClassId::from_index(find(&class, classes)?))),
            (None, Some(packages)) => {
                let rows = rows.get_or_insert_with(|| (0..ids.len()).map(|row| (ids.text(row), row)).collect());
                for id in packages.list()? {
                    let text = id.integer().map(|id| id.to_string()).or_else(|_| id.text().map(str::to_owned))?;
                    let row = rows.get(&text).ok_or_else(|| {
                        id.fault(Fault::new(format!("there is no package \"{text}\""), "give ids of the package table"))
                    })?;
                    must_ride.push(MustRide::Package(*row));
                }
            }
            _ => return Err(rule.fault("", Fault::new("what must ride?", "give either `class` or `packages`"))),
        }
    }
    Ok(must_ride)
}
