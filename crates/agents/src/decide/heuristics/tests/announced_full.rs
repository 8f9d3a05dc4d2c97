//! The rule that sees what was announced.

use super::*;

/// Half a truck waits for what will fill it, if it was told: 48 more in hour 8. Not told, or with too little to come by hour 20, the last
/// chance, it would gain nothing by waiting, and leaves at once.
#[test]
fn announced_full_waits_only_for_what_will_fill_the_truck_in_time() {
    let made = |second: Row, lead: i64| {
        let network = Network::new(Arc::new(toy(&[(0, 22, 50, 1_000.0), second])));
        let mut demand = Demand::of(&network.case, 0);
        demand.packages.announced_seconds.iter_mut().for_each(|told| *told -= lead * 3_600);
        let mut manager = AnnouncedFull { share: 0.8, ..AnnouncedFull::default() }.manager();
        let departures = run(&network, &demand, DockSettings::default(), &mut *manager, |_| ()).departures;
        (0..departures.len()).map(|at| (departures.hours[at], departures.load(at).len())).collect::<Vec<_>>()
    };
    assert_eq!(made((8, 22, 48, 1_000.0), 8), [(8, 2)]);
    assert_eq!(made((8, 22, 48, 1_000.0), 7), [(0, 1), (8, 1)]);
    assert_eq!(made((8, 22, 5, 1_000.0), 8), [(0, 1), (8, 1)]);
    assert_eq!(made((21, 23, 48, 1_000.0), 21), [(0, 1), (21, 1)]);
}
