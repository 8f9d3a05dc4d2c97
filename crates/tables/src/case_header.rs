//! `case.toml`: what the case is called, when it starts, and what lateness costs.

use linehaul_case::{LateCost, MAX_HOURS};

use crate::error::{Fault, TablesError};
use crate::quantity::{Rounding, timestamp};
use crate::schema::case_files::{CASE, CaseKeys, LATE, LateKeys};
use crate::toml_table::{TomlFile, TomlTable, TomlValue};

/// Hours of a case that names none: 20 days, as `docs/model.md` has it.
const USUAL_HOURS: u16 = 480;

/// What a header says that no simulation needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseExtras {
    /// Licence of the data.
    pub licence: String,
    /// What one package row stands for.
    pub scale: String,
}

/// Everything in `case.toml`.
pub(crate) struct CaseHeader {
    pub name: String,
    pub hours: u16,
    pub start: i64,
    pub currency: String,
    pub source: String,
    pub extras: CaseExtras,
    pub cost_multiplier: f64,
    pub late: LateCost,
}

impl CaseHeader {
    pub fn read(file: &TomlFile) -> Result<Self, TablesError> {
        let mut table = file.root(CaseKeys::TABLE.names())?;
        let start = table.require(&CASE.start)?;
        let text = |value: Option<_>| value.map_or(Ok(String::new()), |v: TomlValue| v.text().map(str::to_owned));
        Ok(Self {
            name: table.require(&CASE.name)?.text()?.to_owned(),
            hours: table.take(&CASE.hours).map_or(Ok(USUAL_HOURS), |hours| hours.count(MAX_HOURS))?,
            start: timestamp(&start.time_text()?, Rounding::Down).map_err(|fault| start.fault(fault))?,
            currency: table.require(&CASE.currency)?.text()?.to_owned(),
            source: text(table.take(&CASE.source))?,
            extras: CaseExtras { licence: text(table.take(&CASE.licence))?, scale: text(table.take(&CASE.scale))? },
            cost_multiplier: table.take(&CASE.cost_multiplier).map_or(Ok(1.0), |factor| factor.number())?,
            late: late(&mut table)?,
        })
    }
}

/// `[late]`: each key that is left out keeps its default.
fn late(header: &mut TomlTable) -> Result<LateCost, TablesError> {
    let mut late = LateCost::default();
    let Some(table) = header.take(&CASE.late) else { return Ok(late) };
    let mut table = table.table(&LateKeys::TABLE)?;
    if let Some(shares) = table.take(&LATE.shares) {
        late.shares = shares
            .list()?
            .into_iter()
            .map(|pair| {
                let fault = pair.fault(Fault::new("this is not a pair", "give [value from, share]"));
                match pair.list()?.as_slice() {
                    [from, share] => Ok((from.number()?, share.number()?)),
                    _ => Err(fault),
                }
            })
            .collect::<Result<_, _>>()?;
    }
    if let Some(hourly) = table.take(&LATE.hourly) {
        late.hourly = hourly.number()?;
    }
    if let Some(hours) = table.take(&LATE.hours) {
        late.hours = hours.count(u16::MAX)?;
    }
    Ok(late)
}
