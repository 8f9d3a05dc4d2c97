//! What rules of the same hours amount to together.

use std::collections::HashMap;
use std::ops::Range;

use crate::ids::{HubId, LaneId};
use crate::rules::Scope;
use crate::tables::Lane;

/// A rule that changes something by an amount, where and when.
pub(super) struct Span {
    pub hours: Range<u16>,
    pub scope: Scope,
    pub amount: f64,
}

/// Least and most of what the rules of each scope amount to in any hour.
///
/// Scopes are joined at their extremes, as if these fell into one hour: an exact answer would take every lane in every hour.
pub(super) struct ByScope {
    none: f64,
    join: fn(f64, f64) -> f64,
    network: (f64, f64),
    hubs: HashMap<HubId, (f64, f64)>,
    lanes: HashMap<LaneId, (f64, f64)>,
}

impl ByScope {
    /// Of all rules of a kind; `none` is what no rule amounts to, `join` two in one hour.
    pub fn of(spans: impl Iterator<Item = Span>, none: f64, join: fn(f64, f64) -> f64) -> Self {
        let (mut network, mut hubs, mut lanes) = (Vec::new(), HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        for span in spans {
            match span.scope {
                Scope::Network => network.push(span),
                Scope::Hub(hub) => hubs.entry(hub).or_default().push(span),
                Scope::Lane(lane) => lanes.entry(lane).or_default().push(span),
            }
        }
        let extremes = |spans: &[Span]| extremes(spans, none, join);
        Self {
            none,
            join,
            network: extremes(&network),
            hubs: hubs.iter().map(|(&hub, spans)| (hub, extremes(spans))).collect(),
            lanes: lanes.iter().map(|(&lane, spans)| (lane, extremes(spans))).collect(),
        }
    }

    /// Least and most on a lane, which has the place `sorted` among the lanes sorted by origin.
    pub fn on(&self, lane: &Lane, sorted: usize) -> (f64, f64) {
        let nothing = (self.none, self.none);
        let hub = self.hubs.get(&lane.from).unwrap_or(&nothing);
        let own = self.lanes.get(&LaneId::from_index(sorted)).unwrap_or(&nothing);
        let join = |a: (f64, f64), b: (f64, f64)| ((self.join)(a.0, b.0), (self.join)(a.1, b.1));
        join(join(self.network, *hub), *own)
    }
}

/// Over all hours; what holds changes only where a rule begins or ends.
fn extremes(spans: &[Span], none: f64, join: fn(f64, f64) -> f64) -> (f64, f64) {
    let edges = spans.iter().flat_map(|span| [span.hours.start, span.hours.end]);
    let totals = edges.map(|hour| {
        let holding = spans.iter().filter(|span| span.hours.contains(&hour));
        holding.fold(none, |total, span| join(total, span.amount))
    });
    totals.fold((none, none), |(least, most), total| (least.min(total), most.max(total)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Metres;

    /// 2 in hours 0 to 9, 3 in 5 to 14 and .5 in 20 to 29, everywhere; 7 on lanes that leave hub 1, 4 on the third lane.
    #[test]
    fn rules_of_the_same_hours_are_joined_and_others_are_not() {
        let span = |hours, amount, scope| Span { hours, scope, amount };
        let spans = [
            span(0..10, 2.0, Scope::Network),
            span(5..15, 3.0, Scope::Network),
            span(20..30, 0.5, Scope::Network),
            span(0..9, 7.0, Scope::Hub(HubId(1))),
            span(3..4, 4.0, Scope::Lane(LaneId(2))),
        ];
        let factors = ByScope::of(spans.into_iter(), 1.0, |a, b| a * b);
        let lane = |from| Lane { from: HubId(from), to: HubId(9), metres: Metres(1), hours: 1, types: 1 };
        assert_eq!(factors.on(&lane(0), 0), (0.5, 6.0));
        assert_eq!(factors.on(&lane(1), 1), (0.5, 42.0));
        assert_eq!(factors.on(&lane(0), 2), (0.5, 24.0));
    }
}
