//! Disruptions: rules that hold once, in hours from the start.

use linehaul_case::rules::{Blockade, Outage, Rules, Slowdown, Surge, Tariff};
use linehaul_case::{COST_FACTORS, MAX_LANE_HOURS};

use super::places::{Places, each, hours};
use super::text::{RulesText, range};
use crate::column::Table;
use crate::declare::columns;
use crate::error::TablesError;
use crate::toml_table::TomlTable;

/// Its tables.
pub const TABLES: [Table; 5] =
    [SurgeKeys::TABLE, TariffKeys::TABLE, SlowdownKeys::TABLE, BlockadeKeys::TABLE, OutageKeys::TABLE];

columns! {
    /// Changed demand.
    SURGE: SurgeKeys in "rules.toml, [[surge]]" {
        /// Release hours concerned, `[from, until)`.
        hours: List("h"),
        /// Each package is kept so many times, 0 to 100, the fraction by chance.
        factor: Float(""),
        /// Only packages from this hub.
        origin: Text("", optional "from everywhere"),
        /// Only packages to this hub.
        destination: Text("", optional "to everywhere"),
    }
}

columns! {
    /// Changed vehicle costs; factors of several tariffs multiply.
    TARIFF: TariffKeys in "rules.toml, [[tariff]]" {
        /// Departure hours concerned, `[from, until)`.
        hours: List("h"),
        /// Factor on the cost, a millionth to a million.
        factor: Float(""),
        /// Only lanes that leave this hub.
        hub: Text("", optional "everywhere"),
        /// Only this lane, `["from", "to"]`; not beside `hub`.
        lane: List("", optional "everywhere"),
    }
}

columns! {
    /// Longer driving times; those of several slowdowns add up.
    SLOWDOWN: SlowdownKeys in "rules.toml, [[slowdown]]" {
        /// Departure hours concerned, `[from, until)`.
        hours: List("h"),
        /// Added to the lane's hours, 0 to 240.
        extra_hours: Int("h"),
        /// Only lanes that leave this hub.
        hub: Text("", optional "everywhere"),
        /// Only this lane, `["from", "to"]`; not beside `hub`.
        lane: List("", optional "everywhere"),
    }
}

columns! {
    /// Lanes on which nothing departs.
    BLOCKADE: BlockadeKeys in "rules.toml, [[blockade]]" {
        /// Departure hours concerned, `[from, until)`.
        hours: List("h"),
        /// Only lanes that leave this hub.
        hub: Text("", optional "everywhere"),
        /// Only this lane, `["from", "to"]`; not beside `hub`.
        lane: List("", optional "everywhere"),
    }
}

columns! {
    /// A hub that stands still: nothing departs, and a truck that comes waits at the gate.
    OUTAGE: OutageKeys in "rules.toml, [[outage]]" {
        /// Hours concerned, `[from, until)`.
        hours: List("h"),
        /// The hub.
        hub: Text(""),
    }
}

/// Reads them.
pub(super) fn read(root: &mut TomlTable, places: &Places, rules: &mut Rules) -> Result<(), TablesError> {
    rules.surges = each(root, &SurgeKeys::TABLE, |rule| {
        let mut hub = |key| rule.take(key).map(|hub| places.hub(&hub)).transpose();
        let (origin, destination) = (hub(&SURGE.origin)?, hub(&SURGE.destination)?);
        let factor = rule.require(&SURGE.factor)?.number_in(0.0..=100.0, "give 0 to 100")?;
        Ok(Surge { hours: hours(rule, &SURGE.hours)?, factor, origin, destination })
    })?;
    rules.tariffs = each(root, &TariffKeys::TABLE, |rule| {
        let factor =
            rule.require(&TARIFF.factor)?.number_in(COST_FACTORS, "give a number above 0, a millionth to a million")?;
        let scope = places.scope(rule, [&TARIFF.hub, &TARIFF.lane])?;
        Ok(Tariff { hours: hours(rule, &TARIFF.hours)?, factor, scope })
    })?;
    rules.slowdowns = each(root, &SlowdownKeys::TABLE, |rule| {
        let extra_hours = rule.require(&SLOWDOWN.extra_hours)?.count(MAX_LANE_HOURS)?;
        let scope = places.scope(rule, [&SLOWDOWN.hub, &SLOWDOWN.lane])?;
        Ok(Slowdown { hours: hours(rule, &SLOWDOWN.hours)?, extra_hours, scope })
    })?;
    rules.blockades = each(root, &BlockadeKeys::TABLE, |rule| {
        let scope = places.scope(rule, [&BLOCKADE.hub, &BLOCKADE.lane])?;
        Ok(Blockade { hours: hours(rule, &BLOCKADE.hours)?, scope })
    })?;
    rules.outages = each(root, &OutageKeys::TABLE, |rule| {
        Ok(Outage { hours: hours(rule, &OUTAGE.hours)?, hub: places.hub(&rule.require(&OUTAGE.hub)?)? })
    })?;
    Ok(())
}

/// Writes them.
pub(super) fn write(rules: &Rules, text: &mut RulesText) {
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
}
