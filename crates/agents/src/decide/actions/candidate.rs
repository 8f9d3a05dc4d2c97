//! What the actor sees of a candidate order beside the lane: what it takes, leaves, costs and saves.

use linehaul_env::features;

/// A candidate and the lane that it is for. Loads in largest vehicles, money in the case's currency.
pub(super) struct Candidate {
    /// What waits, and how much of it goes.
    pub load: f64,
    pub taken: f64,
    /// Room of the trucks, and of the last one.
    pub room: f64,
    pub last_room: f64,
    pub trucks: f64,
    pub cost: f64,
    /// Cost of the largest vehicle.
    pub largest: f64,
    /// Of the packages with slack up to [`SLACKS`] the share that goes, and the penalties that this saves.
    pub urgent: [(f64, f64); SLACKS.len()],
}

/// Slack, hours, up to which taken loads and penalties are told.
pub(super) const SLACKS: [i32; 5] = [0, 2, 5, 11, 23];

/// Features of a candidate.
pub(super) const FEATURES: usize = TABLE.len();

features! {
    /// Appends the features of a candidate, all in [0, 1].
    pub(super) fn write(mut cells: Cells<'_>, candidate: &Candidate) {
        let &Candidate { load, taken, room, last_room, trucks, cost, largest, urgent } = candidate;
        let [to_0, to_2, to_5, to_11, to_23] = urgent;
    }

    choice_cost: "currency", State, "saturated(cost / truck cost)" => saturated(cost, largest);
    choice_taken: "vehicles", State, "load that goes / f" => share(taken, load);
    choice_left: "vehicles", State, "saturated(load that stays)" => saturated(load - taken, 1.0);
    choice_fill: "vehicles", State, "load that goes / room" => share(taken, room);
    choice_full_truck_cost: "currency", State, "min(load that goes x truck cost / cost, 1)" => capped(taken * largest, cost);
    choice_trucks: "trucks", State, "saturated(trucks / 2)" => saturated(trucks, 2.0);

    choice_taken_to_0: "vehicles", Hour, "load to slack 0 that goes / that load; 1 if none" => plain(to_0.0);
    choice_saved_to_0: "currency", Hour, "saturated(choice_taken_to_0 x (penalty to slack 0 + 24 h of late waiting) / cost)"
        => saturated(to_0.1, cost);
    choice_taken_to_2: "vehicles", Hour, "load to slack 2 that goes / that load; 1 if none" => plain(to_2.0);
    choice_saved_to_2: "currency", Hour, "saturated(choice_taken_to_2 x (penalty to slack 2 + 24 h of late waiting) / cost)"
        => saturated(to_2.1, cost);
    choice_taken_to_5: "vehicles", Hour, "load to slack 5 that goes / that load; 1 if none" => plain(to_5.0);
    choice_saved_to_5: "currency", Hour, "saturated(choice_taken_to_5 x (penalty to slack 5 + 24 h of late waiting) / cost)"
        => saturated(to_5.1, cost);
    choice_taken_to_11: "vehicles", Hour, "load to slack 11 that goes / that load; 1 if none" => plain(to_11.0);
    choice_saved_to_11: "currency", Hour, "saturated(choice_taken_to_11 x (penalty to slack 11 + 24 h of late waiting) / cost)"
        => saturated(to_11.1, cost);
    choice_taken_to_23: "vehicles", Hour, "load to slack 23 that goes / that load; 1 if none" => plain(to_23.0);
    choice_saved_to_23: "currency", Hour, "saturated(choice_taken_to_23 x (penalty to slack 23 + 24 h of late waiting) / cost)"
        => saturated(to_23.1, cost);

    choice_last_room: "vehicles", State, "min(room of the last truck, 1)" => capped(last_room, 1.0);
    choice_hold: "flag", Network, "1 of holding, whose other features are 0; else 0" => plain(0.0);
}

/// Appends the features of holding: it takes and costs nothing, and the last flag tells it.
pub(super) fn write_hold(out: &mut Vec<f32>) {
    out.resize(out.len() + FEATURES - 1, 0.0);
    out.push(1.0);
}

/// Where features are appended.
pub(super) struct Cells<'a>(pub &'a mut Vec<f32>);

impl Cells<'_> {
    fn plain(&mut self, value: f64) {
        self.0.push(value as f32);
    }

    fn share(&mut self, part: f64, whole: f64) {
        self.plain(part / whole);
    }

    fn capped(&mut self, part: f64, whole: f64) {
        self.plain((part / whole).min(1.0));
    }

    /// x / (1 + x) of x = part / whole.
    fn saturated(&mut self, part: f64, whole: f64) {
        self.share(part, part + whole);
    }
}
