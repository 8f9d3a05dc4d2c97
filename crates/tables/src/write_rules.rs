//! Rules as the text of `rules.toml`. Types barred from a lane are in `lanes.csv`.

use std::fmt::Write;
use std::ops::Range;

use linehaul_case::rules::{MustRide, Scope, Weekly};
use linehaul_case::{Case, ClassId, HubId, PackageIds};

use crate::column::{Column, Table};
use crate::schema::rules_file::{
    BLOCKADE, BlockadeKeys, CLOSURE, CURFEW, ClosureKeys, CurfewKeys, MUST_RIDE, MustRideKeys, OUTAGE, OutageKeys,
    SEPARATE, SLOWDOWN, SURGE, SeparateKeys, SlowdownKeys, SurgeKeys, TARIFF, TariffKeys,
};
use crate::week;

/// The text, empty when there are no rules.
pub(crate) fn rules_toml(case: &Case) -> String {
    let rules = case.rules();
    let mut text = RulesText { case, text: String::new() };
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
    for surge in &rules.surges {
        let mut keys = vec![(&SURGE.hours, range(&surge.hours)), (&SURGE.factor, format!("{:?}", surge.factor))];
        keys.extend(surge.origin.map(|hub| (&SURGE.origin, text.hub(hub))));
        keys.extend(surge.destination.map(|hub| (&SURGE.destination, text.hub(hub))));
        text.table(&SurgeKeys::TABLE, &keys);
    }
    for tariff in &rules.tariffs {
        let mut keys = vec![(&TARIFF.hours, range(&tariff.hours)), (&TARIFF.factor, format!("{:?}", tariff.factor))];
        keys.extend(text.scope(tariff.scope, [&TARIFF.hub, &TARIFF.lane]));
        text.table(&TariffKeys::TABLE, &keys);
    }
    for slowdown in &rules.slowdowns {
        let extra_hours = slowdown.extra_hours.to_string();
        let mut keys = vec![(&SLOWDOWN.hours, range(&slowdown.hours)), (&SLOWDOWN.extra_hours, extra_hours)];
        keys.extend(text.scope(slowdown.scope, [&SLOWDOWN.hub, &SLOWDOWN.lane]));
        text.table(&SlowdownKeys::TABLE, &keys);
    }
    for blockade in &rules.blockades {
        let mut keys = vec![(&BLOCKADE.hours, range(&blockade.hours))];
        keys.extend(text.scope(blockade.scope, [&BLOCKADE.hub, &BLOCKADE.lane]));
        text.table(&BlockadeKeys::TABLE, &keys);
    }
    for outage in &rules.outages {
        let keys = [(&OUTAGE.hours, range(&outage.hours)), (&OUTAGE.hub, text.hub(outage.hub))];
        text.table(&OutageKeys::TABLE, &keys);
    }
    text.text
}

/// A TOML string.
pub(crate) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn range(hours: &Range<u16>) -> String {
    format!("[{}, {}]", hours.start, hours.end)
}

struct RulesText<'a> {
    case: &'a Case,
    text: String,
}

impl RulesText<'_> {
    fn table(&mut self, table: &Table, keys: &[(&Column, String)]) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        writeln!(self.text, "{gap}[[{}]]", table.key()).expect("a string grows");
        for (key, value) in keys {
            writeln!(self.text, "{} = {value}", key.name).expect("a string grows");
        }
    }

    fn weekly(&mut self, table: &Table, rule: &Weekly, hours: &'static Column, place: [&'static Column; 2]) {
        let ranges: Vec<String> = rule.hours_of_week.iter().map(|range| quoted(&week::text(range))).collect();
        let mut keys = vec![(hours, format!("[{}]", ranges.join(", ")))];
        keys.extend(self.scope(rule.scope, place));
        self.table(table, &keys);
    }

    /// The key that says where, none for everywhere.
    fn scope(&self, scope: Scope, [hub, lane]: [&'static Column; 2]) -> Option<(&'static Column, String)> {
        match scope {
            Scope::Network => None,
            Scope::Hub(id) => Some((hub, self.hub(id))),
            Scope::Lane(id) => {
                let ends = &self.case.lanes()[id.index()];
                Some((lane, format!("[{}, {}]", self.hub(ends.from), self.hub(ends.to))))
            }
        }
    }

    fn hub(&self, hub: HubId) -> String {
        quoted(&self.case.hubs()[hub.index()].id)
    }

    fn class(&self, class: ClassId) -> String {
        quoted(&self.case.classes()[class.index()])
    }

    fn package(&self, row: usize) -> String {
        match &self.case.packages().ids {
            PackageIds::Numbers(ids) => ids[row].to_string(),
            PackageIds::Texts(ids) => quoted(&ids[row]),
        }
    }
}
