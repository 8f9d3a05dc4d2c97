//! Trucks that have left, sent again as they were recorded: no order, and no dock worker.

use std::collections::HashMap;
use std::ops::Range;

use linehaul_case::TypeId;
use linehaul_case::network::Network;
use linehaul_case::schedule::Departures;

use super::dock::Dock;
use super::items::Place;
use crate::state::State;

/// A record that cannot be: a truck with a package that does not stand at its hub in its hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("departure {}: package row {} does not wait there in that hour", .truck + 1, .row + 1)]
pub struct NotThere {
    /// Row of the departure.
    pub truck: usize,
    /// Row of the package in the demand.
    pub row: u32,
}

impl State {
    /// Sends the trucks of a range of rows, all of the current hour.
    pub(crate) fn depart_as_recorded(
        &mut self,
        network: &Network,
        record: &Departures,
        trucks: Range<usize>,
        dock: &mut Dock,
        mut log: Option<&mut Departures>,
    ) -> Result<(), NotThere> {
        let hub_of = |truck: usize| network.lane_from[record.lanes[truck].index()].index();
        let mut at = trucks.start;
        while at < trucks.end {
            let hub = hub_of(at);
            let end = (at..trucks.end).find(|&truck| hub_of(truck) != hub).unwrap_or(trucks.end);
            self.load_as_recorded(network, record, at..end, dock, hub)?;
            self.send(network, dock, hub, log.as_deref_mut());
            at = end;
        }
        Ok(())
    }

    fn load_as_recorded(
        &mut self,
        network: &Network,
        record: &Departures,
        trucks: Range<usize>,
        dock: &mut Dock,
        hub: usize,
    ) -> Result<(), NotThere> {
        let mut places: HashMap<u32, (usize, Place)> = HashMap::new();
        for (slot, lane) in network.lanes_of(hub).enumerate() {
            for (position, queued) in self.waiting.queues[lane].iter().enumerate() {
                places.insert(queued.package, (lane, Place { slot, position }));
            }
        }
        dock.loader.clear();
        dock.unmark();
        for truck in trucks {
            let (lane, TypeId(vehicle)) = (record.lanes[truck], record.types[truck]);
            let number = dock.loader.send(lane.0, vehicle);
            for &row in record.load(truck) {
                // Out of the map: no package rides twice.
                let place = self.book.number_of(row).and_then(|package| places.remove(&package));
                let (own, Place { slot, position }) = place.ok_or(NotThere { truck, row })?;
                dock.loader.put(number, &self.item_at(network, own, slot, position, lane.index()));
            }
        }
        self.mark_loaded(network, dock, hub);
        Ok(())
    }
}
