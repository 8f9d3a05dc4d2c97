//! What there is to say of a stop.

use linehaul_app::route::{Explained, clock};

use crate::figures::{number, table};

/// An explanation as text.
pub fn text(explained: &Explained) -> String {
    let Explained { stop, currency, driver, begin_s, late_s, reason, costs, left_out_price, places } = explained;
    let money = |amount: f64| format!("{} {currency}", number(amount, 2));
    let mut text = match (driver, begin_s, reason) {
        (Some(driver), Some(begin), _) => {
            let costs = costs.map_or(String::new(), |costs| format!(", for {}", money(costs)));
            format!("stop {stop}: {driver} serves it at {}{costs}\n", clock(*begin))
        }
        (_, _, Some(reason)) => format!("stop {stop} is left out: {}\n", reason.text()),
        _ => format!("stop {stop}: its route cannot be driven as it is; see `linehaul verify`\n"),
    };
    if *late_s > 0 {
        text.push_str(&format!("service begins {} min after the last window\n", number(f64::from(*late_s) / 60.0, 0)));
    }
    text.push_str(&match left_out_price {
        Some(price) => format!("leaving it out costs {}\n\n", money(*price)),
        None => "it must be served\n\n".to_owned(),
    });
    let rows = places.iter().map(|place| {
        [
            place.driver.clone(),
            place.position.map_or(String::new(), |position| position.to_string()),
            place.begin_s.map_or(String::new(), clock),
            place.costs.map_or(String::new(), |costs| number(costs, 2)),
            place.breaks.join(", "),
        ]
    });
    text + &table(["best place with", "position", "service", currency, "not, because of"], rows)
}
