//! Orders drawn from a number, the same on every machine.

use linehaul_case::TypeId;
use linehaul_env::order::Order;

/// Orders of a hundred kinds for so many lanes; a third of the lanes hold.
pub fn random_orders(seed: u64, n_lanes: usize) -> Vec<Order> {
    let mut draws = vec![0; n_lanes * 4];
    blake3::Hasher::new().update(&seed.to_le_bytes()).finalize_xof().fill(&mut draws);
    draws.chunks_exact(4).map(|draws| order([draws[0], draws[1], draws[2], draws[3]])).collect()
}

fn order([hold, trucks, last_type, slack]: [u8; 4]) -> Order {
    if hold % 3 == 0 {
        return Order::HOLD;
    }
    Order {
        trucks: [1, 2, 3, 8, u16::MAX][usize::from(trucks) % 5],
        last_type: [TypeId(0), TypeId(1), TypeId(2), TypeId(u8::MAX)][usize::from(last_type) % 4],
        queue_percent: 100,
        max_slack: [0, 2, 5, 24, u16::MAX][usize::from(slack) % 5],
    }
}
