//! Rules as the text of `rules.toml`. Types barred from a lane are in `lanes.csv`.

use std::fmt::Write;
use std::ops::Range;

use linehaul_case::rules::{MustRide, Scope, Weekly};
use linehaul_case::{Case, ClassId, HubId, PackageIds};

use crate::week;

/// The text, empty when there are no rules.
pub(crate) fn rules_toml(case: &Case) -> String {
    let rules = case.rules();
    let mut text = RulesText { case, text: String::new() };
    rules.closures.iter().for_each(|closure| text.weekly("closure", closure));
    rules.curfews.iter().for_each(|curfew| text.weekly("curfew", curfew));
    for pair in &rules.separate {
        let classes = pair.map(|class| text.class(class)).join(", ");
        text.table("separate", &[("classes", format!("[{classes}]"))]);
    }
    for must_ride in &rules.must_ride {
        let key = match *must_ride {
            MustRide::Class(class) => ("class", text.class(class)),
            MustRide::Package(row) => ("packages", format!("[{}]", text.package(row))),
        };
        text.table("must_ride", &[key]);
    }
    for surge in &rules.surges {
        let mut keys = vec![hours(&surge.hours), ("factor", format!("{:?}", surge.factor))];
        keys.extend(surge.origin.map(|hub| ("origin", text.hub(hub))));
        keys.extend(surge.destination.map(|hub| ("destination", text.hub(hub))));
        text.table("surge", &keys);
    }
    for tariff in &rules.tariffs {
        text.scoped("tariff", tariff.scope, vec![hours(&tariff.hours), ("factor", format!("{:?}", tariff.factor))]);
    }
    for slowdown in &rules.slowdowns {
        let keys = vec![hours(&slowdown.hours), ("extra_hours", slowdown.extra_hours.to_string())];
        text.scoped("slowdown", slowdown.scope, keys);
    }
    for blockade in &rules.blockades {
        text.scoped("blockade", blockade.scope, vec![hours(&blockade.hours)]);
    }
    for outage in &rules.outages {
        text.table("outage", &[hours(&outage.hours), ("hub", text.hub(outage.hub))]);
    }
    text.text
}

/// A TOML string.
pub(crate) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn hours(hours: &Range<u16>) -> (&'static str, String) {
    ("hours", format!("[{}, {}]", hours.start, hours.end))
}

struct RulesText<'a> {
    case: &'a Case,
    text: String,
}

impl RulesText<'_> {
    fn table(&mut self, kind: &str, keys: &[(&str, String)]) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        writeln!(self.text, "{gap}[[{kind}]]").expect("a string grows");
        for (key, value) in keys {
            writeln!(self.text, "{key} = {value}").expect("a string grows");
        }
    }

    fn scoped(&mut self, kind: &str, scope: Scope, mut keys: Vec<(&str, String)>) {
        match scope {
            Scope::Network => {}
            Scope::Hub(hub) => keys.push(("hub", self.hub(hub))),
            Scope::Lane(lane) => {
                let lane = &self.case.lanes()[lane.index()];
                keys.push(("lane", format!("[{}, {}]", self.hub(lane.from), self.hub(lane.to))));
            }
        }
        self.table(kind, &keys);
    }

    fn weekly(&mut self, kind: &str, rule: &Weekly) {
        let ranges: Vec<String> = rule.hours_of_week.iter().map(|range| quoted(&week::text(range))).collect();
        self.scoped(kind, rule.scope, vec![("week", format!("[{}]", ranges.join(", ")))]);
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
