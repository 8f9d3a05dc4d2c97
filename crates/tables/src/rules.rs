//! `rules.toml`: rules by hour of the week and disruptions by hour, with names resolved to the case's indices.

use std::collections::HashMap;
use std::ops::Range;

use linehaul_case::rules::{Blockade, MustRide, Outage, Rules, Scope, Slowdown, Surge, Tariff, Weekly};
use linehaul_case::{COST_FACTORS, ClassId, HubId, Lane, LaneId, MAX_LANE_HOURS, PackageIds};

use crate::column::{Column, Table};
use crate::error::{Fault, TablesError};
use crate::names::Names;
use crate::schema::rules_file::{
    BARRED, BLOCKADE, BarredKeys, BlockadeKeys, CLOSURE, CURFEW, ClosureKeys, CurfewKeys, MUST_RIDE, MustRideKeys,
    OUTAGE, OutageKeys, RULES, SEPARATE, SLOWDOWN, SURGE, SeparateKeys, SlowdownKeys, SurgeKeys, TARIFF, TariffKeys,
};
use crate::toml_table::{TomlFile, TomlTable, TomlValue};
use crate::week;

/// What rules may name.
pub(crate) struct Vocabulary<'a> {
    pub hubs: &'a Names<'a>,
    pub vehicles: &'a Names<'a>,
    pub classes: &'a [String],
    pub packages: &'a PackageIds,
}

/// Reads the rules; types that they bar are taken from the lanes, which are still in file order.
pub(crate) fn read_rules(file: &TomlFile, words: &Vocabulary, lanes: &mut [Lane]) -> Result<Rules, TablesError> {
    let mut root = file.root(RULES.iter().map(Table::key))?;
    let network = Places::new(words.hubs, lanes);
    for mut barred in root.tables(&BarredKeys::TABLE)? {
        let lane = barred.require(&BARRED.lane)?;
        let row = network.file_row(&lane)?;
        for vehicle in barred.require(&BARRED.vehicles)?.list()? {
            lanes[row].types &= !(1 << find(&vehicle, words.vehicles)?);
        }
    }
    let classes = Names::new("goods class", words.classes.iter().map(String::as_str));
    Ok(Rules {
        closures: each(&mut root, &ClosureKeys::TABLE, |rule| {
            network.weekly(rule, &CLOSURE.week, [&CLOSURE.hub, &CLOSURE.lane])
        })?,
        curfews: each(&mut root, &CurfewKeys::TABLE, |rule| {
            network.weekly(rule, &CURFEW.week, [&CURFEW.hub, &CURFEW.lane])
        })?,
        separate: each(&mut root, &SeparateKeys::TABLE, |rule| pairs(rule, &classes))?.concat(),
        must_ride: must_ride(&mut root, words.packages, &classes)?,
        surges: each(&mut root, &SurgeKeys::TABLE, |rule| {
            let mut hub = |key| rule.take(key).map(|hub| network.hub(&hub)).transpose();
            let (origin, destination) = (hub(&SURGE.origin)?, hub(&SURGE.destination)?);
            let factor = rule.require(&SURGE.factor)?.number_in(0.0..=100.0, "give 0 to 100")?;
            Ok(Surge { hours: hours(rule, &SURGE.hours)?, factor, origin, destination })
        })?,
        tariffs: each(&mut root, &TariffKeys::TABLE, |rule| {
            let factor = rule
                .require(&TARIFF.factor)?
                .number_in(COST_FACTORS, "give a number above 0, a millionth to a million")?;
            let scope = network.scope(rule, [&TARIFF.hub, &TARIFF.lane])?;
            Ok(Tariff { hours: hours(rule, &TARIFF.hours)?, factor, scope })
        })?,
        slowdowns: each(&mut root, &SlowdownKeys::TABLE, |rule| {
            let extra_hours = rule.require(&SLOWDOWN.extra_hours)?.count(MAX_LANE_HOURS)?;
            let scope = network.scope(rule, [&SLOWDOWN.hub, &SLOWDOWN.lane])?;
            Ok(Slowdown { hours: hours(rule, &SLOWDOWN.hours)?, extra_hours, scope })
        })?,
        blockades: each(&mut root, &BlockadeKeys::TABLE, |rule| {
            let scope = network.scope(rule, [&BLOCKADE.hub, &BLOCKADE.lane])?;
            Ok(Blockade { hours: hours(rule, &BLOCKADE.hours)?, scope })
        })?,
        outages: each(&mut root, &OutageKeys::TABLE, |rule| {
            Ok(Outage { hours: hours(rule, &OUTAGE.hours)?, hub: network.hub(&rule.require(&OUTAGE.hub)?)? })
        })?,
    })
}

/// Reads each table of one kind.
fn each<T>(
    root: &mut TomlTable,
    table: &Table,
    mut read: impl FnMut(&mut TomlTable) -> Result<T, TablesError>,
) -> Result<Vec<T>, TablesError> {
    root.tables(table)?.into_iter().map(|mut rule| read(&mut rule)).collect()
}

fn find(value: &TomlValue, names: &Names) -> Result<usize, TablesError> {
    names.find(value.text()?).map_err(|fault| value.fault(fault))
}

/// `hours = [from, until]`
fn hours(rule: &mut TomlTable, key: &Column) -> Result<Range<u16>, TablesError> {
    let value = rule.require(key)?;
    let fault = value.fault(Fault::new("this is not a range of hours", "give [from, until] with from < until"));
    let ends = value.list()?.iter().map(|end| end.count(u16::MAX)).collect::<Result<Vec<_>, _>>()?;
    match ends[..] {
        [from, until] if from < until => Ok(from..until),
        _ => Err(fault),
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

/// Hubs and lanes by name.
struct Places<'a> {
    hubs: &'a Names<'a>,
    /// Row in `lanes.csv` and index among the lanes sorted by origin.
    lanes: HashMap<(usize, usize), (usize, LaneId)>,
}

impl<'a> Places<'a> {
    fn new(hubs: &'a Names<'a>, lanes: &[Lane]) -> Self {
        let mut rows: Vec<usize> = (0..lanes.len()).collect();
        rows.sort_by_key(|&row| lanes[row].from);
        let place = |(sorted, &row): (usize, &usize)| {
            ((lanes[row].from.index(), lanes[row].to.index()), (row, LaneId::from_index(sorted)))
        };
        Self { hubs, lanes: rows.iter().enumerate().map(place).collect() }
    }

    fn hub(&self, value: &TomlValue) -> Result<HubId, TablesError> {
        find(value, self.hubs).map(HubId::from_index)
    }

    fn lane(&self, value: &TomlValue) -> Result<(usize, LaneId), TablesError> {
        let ends = value.clone().list()?;
        let [from, to] = ends.as_slice() else {
            return Err(value.fault(Fault::new("this is not a lane", "give [\"origin\", \"destination\"]")));
        };
        self.lanes.get(&(find(from, self.hubs)?, find(to, self.hubs)?)).copied().ok_or_else(|| {
            value.fault(Fault::new("there is no lane between these hubs", "give a lane of lanes.csv, in its direction"))
        })
    }

    fn file_row(&self, value: &TomlValue) -> Result<usize, TablesError> {
        self.lane(value).map(|(row, _)| row)
    }

    /// What `hub` or `lane` says.
    fn scope(&self, rule: &mut TomlTable, [hub, lane]: [&Column; 2]) -> Result<Scope, TablesError> {
        match (rule.take(hub), rule.take(lane)) {
            (None, None) => Ok(Scope::Network),
            (Some(hub), None) => self.hub(&hub).map(Scope::Hub),
            (None, Some(lane)) => self.lane(&lane).map(|(_, lane)| Scope::Lane(lane)),
            (Some(_), Some(lane)) => Err(lane.fault(Fault::new("a hub and a lane", "give one of them"))),
        }
    }

    fn weekly(&self, rule: &mut TomlTable, hours: &Column, place: [&Column; 2]) -> Result<Weekly, TablesError> {
        let value = rule.require(hours)?;
        let parts = if value.is_list() { value.list()? } else { vec![value] };
        let mut hours_of_week = Vec::new();
        for part in parts {
            hours_of_week.extend(week::parse(part.text()?).map_err(|fault| part.fault(fault))?);
        }
        if hours_of_week.is_empty() {
            return Err(rule.fault(hours.name, Fault::new("no hours of the week", "give at least one")));
        }
        Ok(Weekly { scope: self.scope(rule, place)?, hours_of_week })
    }
}
