//! Packages that wait, lane by lane, and running totals over them.
//!
//! A package waits in the queue of its primary lane. What decisions need to know of a queue, above all its load and penalties by
//! slack, is kept as integer totals that every arrival and departure adjusts, so an hour costs what moves in it, not what waits:
//! rescanning the queues each hour would take half of the time in dense networks. The totals by slack are a ring over
//! *critical hours*, the last hour in which leaving is on time: they stay where they are while the clock moves past them.

use crate::book::Package;
use crate::fields::clone_fields;
use linehaul_case::network::Network;
use linehaul_case::route::Route;
use serde::{Deserialize, Serialize};

/// Slots of the ring: the late window, a day of slack and the hours between two reviews of far packages, with room to spare.
const RING: usize = 128;
/// Packages with more slack than the ring shows are looked at again every so many hours.
const REVIEW_HOURS: i32 = 16;
/// Slack in hours up to which totals are kept by hour; from there on they are one.
pub const SLACK_HOURS: i32 = 24;

/// Slack, hours, at which the bands of [`BySlack::bands`] end.
pub const BANDS: [i32; 7] = [0, 2, 3, 5, 8, 11, 23];

/// A package in a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    /// Number of the package in the world's arrivals.
    pub package: u32,
    /// Last hour in which leaving on the primary lane is on time; before the hour of arrival here if its penalty was due before.
    pub critical: i32,
    /// Eligible detours, one bit a lane in the order of the hub's lanes.
    pub detours: u64,
}

/// Totals of one slot of the ring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Slot {
    load: i64,
    /// Millionths; while at risk the lane's shares, with the late price; once due all of it, without that price.
    penalty: i64,
}

/// Totals of one queue. Loads in units of `LOAD_ONE`, penalties in millionths of the currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Packages.
    pub count: i64,
    /// Weight, grams.
    pub grams: i64,
    /// Volume, millilitres.
    pub ml: i64,
    /// Sum of package sizes.
    pub load: i64,
    /// The lane's shares of all penalties, due or not, with the late price.
    pub penalty: i64,
    /// Load that ends at the lane's far end.
    pub final_load: i64,
    /// Load times the hours that remain after the lane.
    pub remaining: i64,
    /// Load of other lanes of the hub that may take this lane as a detour.
    pub detour_load: i64,
    /// Load whose lateness is certain.
    pub late_load: i64,
    /// Penalties of late packages that still cost by the hour, without the late price.
    pub late_penalty: i64,
    /// The lane's shares of the penalties of all late packages, with the late price.
    due_penalty: i64,
    /// Load beyond the ring.
    far_load: i64,
    /// Load that is not late times its critical hour.
    critical_load: i64,
}

/// All queues of a world.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// `[lane]`
    pub queues: Vec<Vec<Queued>>,
    /// `[lane]`
    pub sums: Vec<Sums>,
    /// Load by next lane, flat, `Network::next_offsets`.
    pub next_load: Vec<i64>,
    /// `[lane, RING]` by critical hour modulo `RING`.
    ring: Vec<Slot>,
    /// Critical hours above this are far.
    far_edge: i32,
    /// Extra price of lateness that decisions see, millionths.
    pub(crate) late_price: i64,
    /// Hours after which a late package costs no more.
    late_hours: i32,
}

clone_fields!(Waiting { queues, sums, next_load, ring, far_edge, late_price, late_hours });

impl Waiting {
    /// Empty queues before hour 0.
    pub fn new(network: &Network, late_price: i64) -> Self {
        Self {
            queues: vec![Vec::new(); network.n_lanes],
            sums: vec![Sums::default(); network.n_lanes],
            next_load: vec![0; network.next_offsets[network.n_lanes] as usize],
            ring: vec![Slot::default(); network.n_lanes * RING],
            far_edge: REVIEW_HOURS + SLACK_HOURS,
            late_price,
            late_hours: i32::from(network.case.late().hours).max(1),
        }
    }

    /// Puts a package into the queue of its primary lane.
    pub fn push(&mut self, network: &Network, hour: i32, queued: Queued, package: &Package, route: Route) {
        self.account_again(network, hour, queued, package, route);
        self.queues[route.lane.index()].push(queued);
    }

    /// Takes a package out of the totals; the caller takes it out of its queue.
    pub fn forget(&mut self, network: &Network, hour: i32, queued: Queued, package: &Package, route: Route) {
        self.account(network, hour, queued, package, route, -1);
        if route.next != Route::FINAL {
            self.next_loads(network, route.lane.index())[usize::from(route.next)] -= i64::from(package.load);
        }
    }

    /// The same, except that the caller takes the load out of [`Waiting::next_loads`]: a truck does that once for all that it takes.
    pub fn leave(&mut self, network: &Network, hour: i32, queued: Queued, package: &Package, route: Route) {
        self.account(network, hour, queued, package, route, -1);
    }

    /// Puts a package that stands in its queue back into the totals.
    #[allow(clippy::inline_always, reason = "inlined, a package stands in its queue with one call")]
    #[inline(always)]
    pub fn account_again(&mut self, network: &Network, hour: i32, queued: Queued, package: &Package, route: Route) {
        self.account(network, hour, queued, package, route, 1);
        if route.next != Route::FINAL {
            self.next_loads(network, route.lane.index())[usize::from(route.next)] += i64::from(package.load);
        }
    }

    /// Load that waits for a lane by the lanes that it takes next, in the order of those of the far end.
    pub fn next_loads(&mut self, network: &Network, lane: usize) -> &mut [i64] {
        let (from, to) = (network.next_offsets[lane] as usize, network.next_offsets[lane + 1] as usize);
        &mut self.next_load[from..to]
    }

    #[allow(clippy::inline_always, reason = "inlined with a constant sign, a dense hour takes 4 % less time")]
    #[inline(always)]
    fn account(&mut self, network: &Network, hour: i32, queued: Queued, package: &Package, route: Route, sign: i64) {
        let lane = route.lane.index();
        let load = sign * i64::from(package.load);
        let bare = sign * package.penalty;
        let share = sign * route.share_of(package.penalty + self.late_price);
        let sums = &mut self.sums[lane];
        sums.count += sign;
        sums.grams += sign * i64::from(package.grams);
        sums.ml += sign * i64::from(package.ml);
        sums.load += load;
        sums.penalty += share;
        sums.remaining += load * i64::from(route.hours_after);
        if route.next == Route::FINAL {
            sums.final_load += load;
        }
        let slot = &mut self.ring[lane * RING + queued.critical as usize % RING];
        if queued.critical >= hour {
            sums.critical_load += load * i64::from(queued.critical);
        }
        if queued.critical > self.far_edge {
            sums.far_load += load;
        } else if queued.critical >= hour {
            slot.load += load;
            slot.penalty += share;
        } else {
            sums.late_load += load;
            sums.due_penalty += share;
            if queued.critical > hour - self.late_hours {
                sums.late_penalty += bare;
                slot.penalty += bare;
            }
        }
        if queued.detours != 0 {
            let first = network.lane_offsets[network.lane_from[lane].index()] as usize;
            let mut detours = queued.detours;
            while detours != 0 {
                self.sums[first + detours.trailing_zeros() as usize].detour_load += load;
                detours &= detours - 1;
            }
        }
    }

    /// Load that is not late, times its slack in hours.
    pub fn slack_load(&self, lane: usize, hour: i32) -> i64 {
        let sums = &self.sums[lane];
        sums.critical_load - (sums.load - sums.late_load) * i64::from(hour)
    }

    /// Totals of a queue by slack at an hour.
    pub fn by_slack(&self, lane: usize, hour: i32) -> BySlack<'_> {
        let ring = self.ring[lane * RING..].first_chunk().expect("a ring for each lane");
        BySlack { sums: &self.sums[lane], ring, hour }
    }

    /// Ends an hour for a queue: what has no slack left is late from now on. Returns the penalties that fall due, without the late price,
    /// and the lane's shares of them, with it, in millionths.
    pub fn turn_late(&mut self, lane: usize, hour: i32, packages: &[Package]) -> (i64, i64) {
        let at = lane * RING + hour as usize % RING;
        let Slot { load, penalty: share } = self.ring[at];
        let mut bare = 0;
        if load != 0 {
            let turning = self.queues[lane].iter().filter(|queued| queued.critical == hour);
            bare = turning.map(|queued| packages[queued.package as usize].penalty).sum();
        }
        self.ring[at] = Slot { load: 0, penalty: bare };
        let sums = &mut self.sums[lane];
        sums.critical_load -= load * i64::from(hour);
        sums.late_load += load;
        sums.due_penalty += share;
        sums.late_penalty += bare;
        let expiring = &mut self.ring[lane * RING + (hour + 1 - self.late_hours) as usize % RING];
        sums.late_penalty -= std::mem::take(&mut expiring.penalty);
        (bare, share)
    }

    /// Moves far packages that came near into the ring; to be called once at the start of each hour.
    pub fn review(&mut self, network: &Network, hour: i32, packages: &[Package]) {
        if hour % REVIEW_HOURS != 0 {
            return;
        }
        let edge = hour + REVIEW_HOURS + SLACK_HOURS;
        let was = std::mem::replace(&mut self.far_edge, edge);
        for (lane, queue) in self.queues.iter().enumerate() {
            if self.sums[lane].far_load == 0 {
                continue;
            }
            for queued in queue.iter().filter(|queued| queued.critical > was && queued.critical <= edge) {
                let package = &packages[queued.package as usize];
                let slot = &mut self.ring[lane * RING + queued.critical as usize % RING];
                slot.load += i64::from(package.load);
                let route = network.route(network.lane_from[lane].index(), usize::from(package.destination));
                slot.penalty += route.share_of(package.penalty + self.late_price);
                self.sums[lane].far_load -= i64::from(package.load);
            }
        }
    }

    /// Whether all of it is of a network and packages numbered below `n_packages`.
    pub(crate) fn fits(&self, network: &Network, n_packages: usize) -> bool {
        let n = network.n_lanes;
        self.queues.len() == n
            && self.sums.len() == n
            && self.ring.len() == n * RING
            && self.next_load.len() == network.next_offsets[n] as usize
            && self.queues.iter().flatten().all(|queued| (queued.package as usize) < n_packages)
    }

    /// Memory, bytes.
    pub fn bytes(&self) -> usize {
        let queues: usize = self.queues.iter().map(|queue| size_of_val(queue) + size_of_val(queue.as_slice())).sum();
        queues + size_of_val(&*self.sums) + size_of_val(&*self.next_load) + size_of_val(&*self.ring)
    }
}

/// Load and penalties of a queue by slack.
#[derive(Clone, Copy, Debug)]
pub struct BySlack<'a> {
    sums: &'a Sums,
    ring: &'a [Slot; RING],
    hour: i32,
}

impl BySlack<'_> {
    /// `(load, penalty)` with slack in `from..=to`, 0 <= from <= to < [`SLACK_HOURS`].
    pub fn between(&self, from: i32, to: i32) -> (i64, i64) {
        let (mut load, mut penalty) = (0, 0);
        for slack in from..=to {
            let slot = &self.ring[(self.hour + slack) as usize % RING];
            load += slot.load;
            penalty += slot.penalty;
        }
        (load, penalty)
    }

    /// Load and penalties of the bands that [`BANDS`] ends, and last of those beyond.
    pub fn bands(&self) -> ([i64; BANDS.len() + 1], [i64; BANDS.len() + 1]) {
        let (mut loads, mut penalties) = ([0; BANDS.len() + 1], [0; BANDS.len() + 1]);
        let mut from = 0;
        for (band, &to) in BANDS.iter().enumerate() {
            (loads[band], penalties[band]) = self.between(from, to);
            from = to + 1;
        }
        // What is not late and not nearer is beyond.
        loads[BANDS.len()] = self.sums.load - self.sums.late_load - loads.iter().sum::<i64>();
        penalties[BANDS.len()] = self.sums.penalty - self.sums.due_penalty - penalties.iter().sum::<i64>();
        (loads, penalties)
    }
}
