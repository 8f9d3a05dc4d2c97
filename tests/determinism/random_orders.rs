//! Orders drawn from a number, the same on every machine.

use linehaul_case::TypeId;
use linehaul_env::order::Order;

/// Orders of a hundred kinds for so many lanes; a third of the lanes hold.
pub fn random_orders(seed: u64, n_lanes: usize) -> Vec<Order> {
    let mut draws = vec![0; n_lanes * 4];
    blake3::Hasher::new().update(&seed.to_le_bytes()).finalize_xof().fill(&mut draws);
    draws.chunks_exact(4).map(|draws| order([draws[0], draws[1], draws[2], draws[3]])).collect()
}

fn order([kind, trucks, last_type, slack]: [u8; 4]) -> Order {
    match kind % 6 {
        0 | 1 => Order::Hold,
        2 => Order::urgent([0, 2, 5, 24][usize::from(slack) % 4]),
        3 => Order::queue(f32::from(slack) / 255.0),
        _ => Order::Trucks {
            most: [1, 2, 3, 8, u16::MAX][usize::from(trucks) % 5],
            last: [Some(TypeId(0)), Some(TypeId(1)), Some(TypeId(2)), None][usize::from(last_type) % 4],
        },
    }
}
