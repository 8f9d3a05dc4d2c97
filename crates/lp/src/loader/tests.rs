use super::*;
use proptest::prelude::*;

/// Types of 4 and 10 units (1 unit = 1 g and 1 ml); the small costs 5, the large 8.
fn fleet() -> Fleet {
    let vehicle = |size| Vehicle { grams: size, ml: size };
    Fleet { vehicles: vec![vehicle(4), vehicle(10)], conflicts: vec![0, 0b100, 0b010] }
}

const COSTS: [f64; 2] = [5.0, 8.0];

fn order(lane: u32, trucks: u32) -> Order<'static> {
    Order { lane, trucks, last_types: u16::MAX, types: u16::MAX, costs: &COSTS }
}

fn item(key: u32, size: u32, rank: f32) -> Item {
    Item { key, grams: size, ml: size, rank, worth: rank * size as f32, class: 0 }
}

/// `(truck, item key)`, truck by truck.
fn loads(loader: &Loader) -> Vec<(usize, u32)> {
    let truck = |truck: usize| loader.load_of(truck).iter().map(move |item| (truck, item.key));
    (0..loader.trucks().len()).flat_map(truck).collect()
}

fn dock(trucks: u32) -> Loader {
    let mut loader = Loader::new(fleet());
    loader.open(trucks, [u32::MAX, u32::MAX].into_iter());
    loader
}

/// 4 + 4 + 4 into one truck of 10: the two best go, the third stays, and 8 units keep the large type.
#[test]
fn the_best_go_first_when_not_all_fit() {
    let mut loader = dock(9);
    loader.load(&order(0, 1), &[item(0, 4, 1.0), item(1, 4, 3.0), item(2, 4, 2.0)]);
    loader.settle(&order(0, 1));
    assert_eq!(loads(&loader), [(0, 1), (0, 2)]);
    assert_eq!(loader.trucks()[0].vehicle, 1);
}

/// The best for its size, of 6, leaves room for one of 4 beside it; one of 10 is worth more than the first and takes its place,
/// after which nothing of the rest is worth more.
#[test]
fn what_is_worth_more_takes_the_place_of_what_is_worth_less() {
    let mut loader = dock(9);
    loader.load(&order(0, 1), &[item(0, 6, 3.0), item(1, 10, 2.0), item(2, 5, 1.0)]);
    assert_eq!(loads(&loader), [(0, 0)]);
    loader.exchange(0);
    assert_eq!(loads(&loader), [(0, 1)]);
    assert_eq!(loader.trucks()[0].grams, 10);
}

/// Two of 4, worth 5 each, leave no room for one of 9 that is worth 11: both make way for it.
#[test]
fn two_make_way_for_one_that_is_worth_more_than_both() {
    let mut loader = dock(9);
    loader.load(&order(0, 1), &[item(0, 4, 1.25), item(1, 4, 1.25), item(2, 9, 11.0 / 9.0)]);
    assert_eq!(loads(&loader), [(0, 0), (0, 1)]);
    loader.exchange(0);
    assert_eq!(loads(&loader), [(0, 2)]);
}

/// 3 units fit the small type, which is cheaper; what tops it up must fit the small type.
#[test]
fn a_truck_gets_the_cheapest_type_that_holds_its_load() {
    let mut loader = dock(9);
    loader.load(&order(0, 1), &[item(0, 3, 1.0)]);
    loader.settle(&order(0, 1));
    loader.top_up(0, &[item(1, 2, 9.0), item(2, 1, 1.0)]);
    assert_eq!(loader.trucks(), [Truck { lane: 0, vehicle: 0, grams: 4, ml: 4, classes: 1 }]);
    assert_eq!(loads(&loader), [(0, 0), (0, 2)]);
}

/// A type of 20 g and 9 ml costs less than the one of 10 and 10, but takes more weight: what was too heavy before would fit.
#[test]
fn a_type_with_more_room_of_a_kind_is_no_downgrade() {
    let mut fleet = fleet();
    fleet.vehicles.insert(1, Vehicle { grams: 20, ml: 9 });
    let mut loader = Loader::new(fleet);
    loader.open(9, [u32::MAX; 3].into_iter());
    let order = Order { costs: &[5.0, 1.0, 8.0], ..order(0, 1) };
    loader.load(&order, &[item(0, 8, 2.0), item(1, 8, 1.0)]);
    loader.settle(&order);
    assert_eq!(loader.trucks()[0].vehicle, 2);
}

#[test]
fn an_order_the_dock_and_a_type_each_limit_the_trucks() {
    let items: Vec<Item> = (0..5).map(|key| item(key, 10, 1.0)).collect();
    let mut loader = dock(3);
    loader.load(&order(0, 2), &items);
    loader.load(&order(1, 2), &items[2..]);
    assert_eq!(loader.trucks().iter().map(|truck| truck.lane).collect::<Vec<_>>(), [0, 0, 1]);

    let mut loader = Loader::new(fleet());
    loader.open(9, [1, 1].into_iter());
    loader.load(&order(0, 3), &[item(0, 10, 2.0), item(1, 4, 1.0), item(2, 4, 1.0)]);
    assert_eq!(loader.trucks().iter().map(|truck| truck.vehicle).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn classes_that_exclude_each_other_take_two_trucks() {
    let mut loader = dock(9);
    let food = Item { class: 1, ..item(0, 1, 2.0) };
    let paint = Item { class: 2, ..item(1, 1, 1.0) };
    loader.load(&order(0, 2), &[food, paint, item(2, 1, 0.5)]);
    assert_eq!(loads(&loader), [(0, 0), (0, 2), (1, 1)]);
}

/// A hundred items of 10 do not fit beside the first; the last, of 1, does. Only `load_each` gets there.
#[test]
fn what_must_ride_is_tried_to_the_last() {
    let mut items = vec![item(0, 9, 9.0)];
    items.extend((1..=100).map(|key| item(key, 10, 5.0)));
    items.push(item(101, 1, 1.0));
    let mut loader = dock(9);
    loader.load(&order(0, 1), &items);
    assert_eq!(loads(&loader), [(0, 0)]);
    let mut loader = dock(9);
    loader.load_each(&order(0, 1), &items);
    assert_eq!(loads(&loader), [(0, 0), (0, 101)]);
}

#[test]
fn the_last_truck_keeps_to_the_ordered_type() {
    let mut loader = dock(9);
    let order = Order { last_types: 1, ..order(0, 1) };
    loader.load(&order, &[item(0, 10, 2.0), item(1, 4, 1.0)]);
    assert_eq!(loads(&loader), [(0, 1)]);
}

proptest! {
    /// Whatever comes, no limit is broken and no package is loaded twice.
    #[test]
    fn every_limit_holds(
        sizes in prop::collection::vec((1_u32..12, 1_u32..12, 0.0_f32..9.0, 0_u8..3), 0..150),
        orders in prop::collection::vec((0_u32..4, 1_u16..4), 1..4),
        cap in 0_u32..6,
        available in prop::array::uniform2(0_u32..4),
    ) {
        let mut loader = Loader::new(fleet());
        loader.open(cap, available.into_iter());
        let items: Vec<Item> = sizes.iter().enumerate()
            .map(|(key, &(grams, ml, rank, class))| Item { key: key as u32, grams, ml, rank, worth: rank, class })
            .collect();
        let share = items.len() / orders.len();
        for (lane, &(trucks, last_types)) in orders.iter().enumerate() {
            let order = Order { last_types, ..order(lane as u32, trucks) };
            let own = &items[lane * share..(lane + 1) * share];
            loader.load(&order, &own[..share / 2]);
            loader.exchange(order.lane);
            loader.settle(&order);
            loader.top_up(lane as u32, &own[share / 2..]);
        }
        prop_assert!(loader.trucks().len() as u32 <= cap);
        let mut seen = std::collections::HashSet::new();
        for (at, truck) in loader.trucks().iter().enumerate() {
            let load: Vec<&Item> = loader.load_of(at).iter().map(|item| &items[item.key as usize]).collect();
            let vehicle = fleet().vehicles[usize::from(truck.vehicle)];
            prop_assert!(!load.is_empty());
            prop_assert!(load.iter().map(|item| item.grams).sum::<u32>() == truck.grams && truck.grams <= vehicle.grams);
            prop_assert!(load.iter().map(|item| item.ml).sum::<u32>() == truck.ml && truck.ml <= vehicle.ml);
            prop_assert!(!(load.iter().any(|item| item.class == 1) && load.iter().any(|item| item.class == 2)));
            prop_assert!(load.iter().all(|item| seen.insert(item.key)));
        }
        for (vehicle, &limit) in available.iter().enumerate() {
            prop_assert!(loader.trucks().iter().filter(|t| usize::from(t.vehicle) == vehicle).count() as u32 <= limit);
        }
        for (lane, &(trucks, last_types)) in orders.iter().enumerate() {
            let on_lane = || loader.trucks().iter().filter(|truck| truck.lane == lane as u32);
            prop_assert!(on_lane().count() as u32 <= trucks);
            let others = on_lane().filter(|truck| last_types >> truck.vehicle & 1 == 0).count() as u32;
            prop_assert!(others <= trucks.saturating_sub(1));
        }
    }
}
