//! All routes of a solution as linked visits in one flat array: insertion and removal move no other visit.
//!
//! Visits are numbered: first the stops, then the start of each route, then its end, then reloads. A visit stands in one
//! record of 48 bytes with what testing a position beside it asks for.

use crate::problem::Problem;

/// No route, no visit.
pub const NONE: u32 = u32::MAX;

/// A visit.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// [`NONE`] where no route serves it.
    pub route: u32,
    pub pred: u32,
    pub succ: u32,
    pub place: u32,
    /// Metres to the next.
    pub leg_m: i32,
    /// Earliest time to go on.
    pub leave: i32,
    /// Latest arrival with which the rest of the route still works.
    pub latest: i32,
    /// Seconds from the start to leaving, without waiting.
    pub busy: i32,
    /// Latest start of the route with which it is still left at [`Node::leave`], or as much later as the start is.
    pub start: i32,
    /// Earliest end of the route, whenever this is reached.
    pub end: i32,
    /// Seconds from arrival to the end of the route, without waiting.
    pub rest: i32,
    /// Nothing may come between it and what is before, and it stays.
    pub locked: bool,
    /// Depot, of a reload.
    pub depot: u16,
}

/// What is known of a whole route.
#[derive(Clone, Copy, Debug, Default)]
pub struct RouteSum {
    pub kind: u32,
    pub vehicle: u32,
    pub stops: u32,
    pub reloads: u32,
    pub load: [i32; 3],
    pub metres: i32,
    pub seconds: i32,
    /// Prices of its stops whenever they are served.
    pub extra: i64,
    pub cost: i64,
}

/// See the file.
#[derive(Clone, Debug)]
pub struct Tour {
    pub nodes: Vec<Node>,
    pub routes: Vec<RouteSum>,
    /// Routes that no vehicle drives.
    pub idle: Vec<u32>,
    /// Vehicles of each kind that have no route; the last goes next.
    pub free: Vec<Vec<u32>>,
    /// Stops that no route serves, in no order; and where each stands in it, [`NONE`] where a route serves it.
    pub absent: Vec<u32>,
    pub absent_at: Vec<u32>,
    /// Reloads that no route uses.
    pub spare: Vec<u32>,
    pub stops: u32,
    /// Cost of all routes and of what is left out.
    pub cost: i64,
}

impl Tour {
    /// No routes at all.
    pub fn new(problem: &Problem) -> Self {
        let stops = problem.n_stops() as u32;
        let routes = problem.input().vehicles.len().min(problem.n_stops());
        let node = |place| Node {
            route: NONE,
            pred: NONE,
            succ: NONE,
            place,
            leg_m: 0,
            leave: 0,
            latest: 0,
            busy: 0,
            start: 0,
            end: 0,
            rest: 0,
            locked: false,
            depot: 0,
        };
        let mut nodes: Vec<Node> = problem.jobs().iter().map(|job| node(job.place)).collect();
        nodes.extend((0..2 * routes).map(|_| node(0)));
        Self {
            nodes,
            routes: vec![RouteSum::default(); routes],
            idle: (0..routes as u32).rev().collect(),
            free: problem.kinds().iter().map(|kind| kind.vehicles.iter().rev().copied().collect()).collect(),
            absent: (0..stops).collect(),
            absent_at: (0..stops).collect(),
            spare: Vec::new(),
            stops,
            cost: problem.jobs().iter().map(|job| job.left_out).sum(),
        }
    }

    /// The visit at which a route starts.
    pub fn first(&self, route: u32) -> u32 {
        self.stops + route
    }

    /// The visit at which a route ends.
    pub fn last(&self, route: u32) -> u32 {
        self.stops + self.routes.len() as u32 + route
    }

    pub fn is_stop(&self, node: u32) -> bool {
        node < self.stops
    }

    pub fn is_reload(&self, node: u32) -> bool {
        node >= self.stops + 2 * self.routes.len() as u32
    }

    pub fn node(&self, node: u32) -> &Node {
        &self.nodes[node as usize]
    }

    pub fn is_served(&self, stop: u32) -> bool {
        self.nodes[stop as usize].route != NONE
    }

    /// Opens a route of a kind that has a vehicle left.
    pub fn open(&mut self, problem: &Problem, kind: u32) -> Option<u32> {
        let vehicle = *self.free[kind as usize].last()?;
        let route = self.idle.pop()?;
        self.free[kind as usize].pop();
        let (first, last) = (self.first(route), self.last(route));
        self.routes[route as usize] = RouteSum { kind, vehicle, ..RouteSum::default() };
        for (node, pred, succ) in [(first, NONE, last), (last, first, NONE)] {
            let node = &mut self.nodes[node as usize];
            (node.route, node.pred, node.succ) = (route, pred, succ);
        }
        self.set_ends(problem, route);
        Some(route)
    }

    /// Gives the ends of a route the places of its kind.
    pub fn set_ends(&mut self, problem: &Problem, route: u32) {
        let kind = problem.kind(self.routes[route as usize].kind);
        let (first, last) = (self.first(route), self.last(route));
        self.nodes[first as usize].place = kind.start;
        self.nodes[last as usize].place = kind.end;
    }

    /// Lets another kind drive a route.
    pub fn change_kind(&mut self, problem: &Problem, route: u32, kind: u32) {
        let old = self.routes[route as usize].kind;
        if old != kind {
            let vehicle = self.free[kind as usize].pop().expect("a kind is chosen where a vehicle of it is free");
            self.free[old as usize].push(self.routes[route as usize].vehicle);
            let sum = &mut self.routes[route as usize];
            (sum.kind, sum.vehicle) = (kind, vehicle);
            self.set_ends(problem, route);
        }
    }

    /// Closes a route without stops.
    pub fn close(&mut self, route: u32) {
        let RouteSum { kind, vehicle, .. } = self.routes[route as usize];
        self.free[kind as usize].push(vehicle);
        let first = self.first(route);
        self.nodes[first as usize].route = NONE;
        self.idle.push(route);
    }

    /// Opens a route again as it was.
    pub fn reopen(&mut self, route: u32, sum: RouteSum) {
        let at = self.idle.iter().rposition(|idle| *idle == route).expect("a closed route is idle");
        self.idle.remove(at);
        self.take_vehicle(sum.kind, sum.vehicle);
        self.routes[route as usize] = sum;
    }

    /// Takes a vehicle out of those that have no route; false where it has one.
    fn take_vehicle(&mut self, kind: u32, vehicle: u32) -> bool {
        let free = &mut self.free[kind as usize];
        let at = free.iter().rposition(|other| *other == vehicle);
        at.map(|at| free.remove(at)).is_some()
    }

    /// Lets a certain vehicle be the next of its kind that is used; false where it has a route.
    pub fn call(&mut self, kind: u32, vehicle: u32) -> bool {
        let free = self.take_vehicle(kind, vehicle);
        if free {
            self.free[kind as usize].push(vehicle);
        }
        free
    }

    /// Puts a visit behind another.
    pub fn link(&mut self, node: u32, after: u32) {
        let before = self.nodes[after as usize].succ;
        let route = self.nodes[after as usize].route;
        self.nodes[after as usize].succ = node;
        self.nodes[before as usize].pred = node;
        let node = &mut self.nodes[node as usize];
        (node.route, node.pred, node.succ) = (route, after, before);
    }

    /// Takes a visit out.
    pub fn unlink(&mut self, node: u32) {
        let Node { pred, succ, .. } = self.nodes[node as usize];
        self.nodes[pred as usize].succ = succ;
        self.nodes[succ as usize].pred = pred;
        self.nodes[node as usize].route = NONE;
    }

    /// Notes that no route serves a stop.
    pub fn set_absent(&mut self, stop: u32) {
        self.absent_at[stop as usize] = self.absent.len() as u32;
        self.absent.push(stop);
    }

    /// Notes that a route serves a stop.
    pub fn set_present(&mut self, stop: u32) {
        let at = self.absent_at[stop as usize] as usize;
        self.absent.swap_remove(at);
        if let Some(&moved) = self.absent.get(at) {
            self.absent_at[moved as usize] = at as u32;
        }
        self.absent_at[stop as usize] = NONE;
    }

    /// A reload at a depot, not yet in a route.
    pub fn new_reload(&mut self, depot: u16, place: u32) -> u32 {
        let node = self.spare.pop().unwrap_or_else(|| {
            self.nodes.push(self.nodes[0]);
            self.nodes.len() as u32 - 1
        });
        let record = &mut self.nodes[node as usize];
        (record.route, record.locked, record.place, record.depot) = (NONE, false, place, depot);
        node
    }

    /// Gives back a reload that no route uses any more.
    pub fn release(&mut self, reload: u32) {
        self.nodes[reload as usize].route = NONE;
        self.spare.push(reload);
    }

    /// Takes a reload back that was restored with its route.
    pub fn claim(&mut self, node: u32) {
        if self.is_reload(node)
            && let Some(at) = self.spare.iter().rposition(|spare| *spare == node)
        {
            self.spare.swap_remove(at);
        }
    }

    /// The visits of a route between its ends.
    pub fn visits(&self, route: u32) -> impl Iterator<Item = u32> + '_ {
        let last = self.last(route);
        let next = move |node: &u32| Some(self.nodes[*node as usize].succ);
        std::iter::successors(Some(self.nodes[self.first(route) as usize].succ), next)
            .take_while(move |node| *node != last)
    }

    /// Routes that a vehicle drives.
    pub fn driven(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.routes.len() as u32).filter(|route| self.nodes[self.first(*route) as usize].route != NONE)
    }
}
