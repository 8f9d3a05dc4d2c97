//! A pool folder: deliveries that days are drawn from.

use std::path::Path;

use linehaul_market::{Delivery, Pool};

use crate::error::{Fault, TablesError};
use crate::parquet_table::ParquetTable;
use crate::quantity::Rounding;
use crate::schema::market_files::{DELIVERIES, DeliveryColumns, HUB, HubKeys, POOL, PoolKeys};
use crate::toml_table::TomlFile;

/// Reads a pool.
pub fn read_pool(dir: &Path) -> Result<Pool, TablesError> {
    if !dir.is_dir() {
        let remedy = "a pool is a folder with market.toml and stops.parquet";
        return Err(TablesError::new(dir, "there is no such folder", remedy));
    }
    let header = TomlFile::read(&dir.join("market.toml"))?;
    let mut table = header.root(PoolKeys::TABLE.names())?;
    let mut hub = table.require(&POOL.hub)?.table(&HubKeys::TABLE)?;
    let degrees = |value: crate::toml_table::TomlValue<'_>, most: f64| {
        value.number_in(-most..=most, &format!("give degrees from -{most} to {most}"))
    };
    let hub = [degrees(hub.require(&HUB.lat)?, 90.0)?, degrees(hub.require(&HUB.lon)?, 180.0)?];
    let zone = table.take(&POOL.timezone).map_or(Ok(String::new()), |zone| zone.text().map(str::to_owned))?;
    let currency = table.take(&POOL.currency).map_or(Ok("units".to_owned()), |text| text.text().map(str::to_owned))?;
    Ok(Pool {
        name: table.require(&POOL.name)?.text()?.to_owned(),
        zone,
        currency,
        source: format!("drawn from a pool of deliveries in {}", dir.file_name().unwrap_or_default().to_string_lossy()),
        hub,
        deliveries: deliveries(&dir.join("stops.parquet"))?,
    })
}

fn deliveries(path: &Path) -> Result<Vec<Delivery>, TablesError> {
    let table = ParquetTable::read_some(path, &DeliveryColumns::TABLE)?;
    let (lat, lon) = (table.floats(&DELIVERIES.lat)?, table.floats(&DELIVERIES.lon)?);
    let (kg, m3) = (table.floats(&DELIVERIES.kg)?, table.floats(&DELIVERIES.m3)?);
    let (parcels, value) = (table.integers(&DELIVERIES.parcels)?, table.floats(&DELIVERIES.value)?);
    let delivered = table.times(&DELIVERIES.delivered_at, Rounding::Down)?;
    let mut deliveries = Vec::with_capacity(table.len());
    for row in 0..table.len() {
        let ranges = [
            (&DELIVERIES.lat, lat[row], -90.0..=90.0),
            (&DELIVERIES.lon, lon[row], -180.0..=180.0),
            (&DELIVERIES.kg, kg[row], 0.0..=1e6),
            (&DELIVERIES.m3, m3[row], 0.0..=1e3),
            (&DELIVERIES.parcels, parcels[row] as f64, 0.0..=1e6),
            (&DELIVERIES.value, value[row], 0.0..=1e6),
        ];
        if let Some((column, number, range)) = ranges.into_iter().find(|(_, number, range)| !range.contains(number)) {
            let remedy = format!("give a number from {} to {}", range.start(), range.end());
            return Err(table.fault(column, row, Fault::new(format!("{number} is out of range"), remedy)));
        }
        deliveries.push(Delivery {
            lat: lat[row],
            lon: lon[row],
            kg: kg[row],
            m3: m3[row],
            parcels: parcels[row],
            value: value[row],
            delivered_s: delivered[row].rem_euclid(86_400) as i32,
        });
    }
    if deliveries.is_empty() {
        return Err(TablesError::new(path, "there are no deliveries", "give a pool of one or more"));
    }
    Ok(deliveries)
}
