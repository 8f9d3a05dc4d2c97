//! What rules may name, and how they name it.

use std::collections::HashMap;
use std::ops::Range;

use linehaul_case::rules::{Scope, Weekly};
use linehaul_case::{HubId, Lane, LaneId, PackageIds};

use crate::column::{Column, Table};
use crate::error::{Fault, TablesError};
use crate::names::Names;
use crate::toml_table::{TomlTable, TomlValue};
use crate::week;

/// What rules may name.
pub(crate) struct Vocabulary<'a> {
    pub hubs: &'a Names<'a>,
    pub vehicles: &'a Names<'a>,
    pub classes: &'a [String],
    pub packages: &'a PackageIds,
}

/// Reads each table of one kind.
pub(super) fn each<T>(
    root: &mut TomlTable,
    table: &Table,
    mut read: impl FnMut(&mut TomlTable) -> Result<T, TablesError>,
) -> Result<Vec<T>, TablesError> {
    root.tables(table)?.into_iter().map(|mut rule| read(&mut rule)).collect()
}

pub(super) fn find(value: &TomlValue, names: &Names) -> Result<usize, TablesError> {
    names.find(value.text()?).map_err(|fault| value.fault(fault))
}

/// `hours = [from, until]`
pub(super) fn hours(rule: &mut TomlTable, key: &Column) -> Result<Range<u16>, TablesError> {
    let value = rule.require(key)?;
    let fault = value.fault(Fault::new("this is not a range of hours", "give [from, until] with from < until"));
    let ends = value.list()?.iter().map(|end| end.count(u16::MAX)).collect::<Result<Vec<_>, _>>()?;
    match ends[..] {
        [from, until] if from < until => Ok(from..until),
        _ => Err(fault),
    }
}

/// Hubs and lanes by name.
pub(super) struct Places<'a> {
    hubs: &'a Names<'a>,
    /// Row in `lanes.csv` and index among the lanes sorted by origin.
    lanes: HashMap<(usize, usize), (usize, LaneId)>,
}

impl<'a> Places<'a> {
    pub fn new(hubs: &'a Names<'a>, lanes: &[Lane]) -> Self {
        let mut rows: Vec<usize> = (0..lanes.len()).collect();
        rows.sort_by_key(|&row| lanes[row].from);
        let place = |(sorted, &row): (usize, &usize)| {
            ((lanes[row].from.index(), lanes[row].to.index()), (row, LaneId::from_index(sorted)))
        };
        Self { hubs, lanes: rows.iter().enumerate().map(place).collect() }
    }

    pub fn hub(&self, value: &TomlValue) -> Result<HubId, TablesError> {
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

    pub fn file_row(&self, value: &TomlValue) -> Result<usize, TablesError> {
        self.lane(value).map(|(row, _)| row)
    }

    /// What `hub` or `lane` says.
    pub fn scope(&self, rule: &mut TomlTable, [hub, lane]: [&Column; 2]) -> Result<Scope, TablesError> {
        match (rule.take(hub), rule.take(lane)) {
            (None, None) => Ok(Scope::Network),
            (Some(hub), None) => self.hub(&hub).map(Scope::Hub),
            (None, Some(lane)) => self.lane(&lane).map(|(_, lane)| Scope::Lane(lane)),
            (Some(_), Some(lane)) => Err(lane.fault(Fault::new("a hub and a lane", "give one of them"))),
        }
    }

    pub fn weekly(&self, rule: &mut TomlTable, hours: &Column, place: [&Column; 2]) -> Result<Weekly, TablesError> {
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
