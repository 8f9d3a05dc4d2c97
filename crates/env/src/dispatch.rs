//! From orders to trucks on the road: the phase of the step in which the dock worker loads.
//!
//! A hub's lanes are loaded together, the most urgent first where they compete for the hub's trucks: first the packages that open
//! trucks, then, with the types settled, the lane's other packages, then those of other lanes whose detour this is. Where lanes
//! compete for too few trucks, the hub is loaded once more with more thought. A solver can take all that over, and a sample of loads
//! is compared with what any load could be worth.

mod dock;
mod items;

mod load;
mod repack;

mod instance;
mod solve;

mod send;

mod replay;

pub use dock::Dock;
pub use replay::NotThere;

use linehaul_case::network::Network;
use linehaul_case::schedule::Departures;

use crate::loading::DockSettings;
use crate::order::Order;
use crate::state::State;

impl State {
    /// Loads and sends the trucks of all hubs.
    pub(crate) fn depart(
        &mut self,
        network: &Network,
        orders: &[Order],
        dock: &mut Dock,
        mut log: Option<&mut Departures>,
    ) {
        for hub in 0..network.n_hubs {
            self.rank_lanes(network, dock, hub, orders);
            if !dock.has_lanes() {
                continue;
            }
            if dock.settings == DockSettings::default() {
                self.load(network, dock, hub, orders);
            } else {
                self.load_as_set(network, dock, hub, orders);
            }
            self.send(network, dock, hub, log.as_deref_mut());
        }
    }
}
