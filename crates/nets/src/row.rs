//! What the networks read: the one definition of a row, for rollouts, for the minibatches of an update, and at work.
//!
//! | row of | columns |
//! |---|---|
//! | the actor | features of the lane; features of the choice, where choices have any; the hint, where the policy has hints; the hub, where it has adapters |
//! | the critic | features of the lane; the mean of these over the world's lanes, where the critic sees it |
//!
//! A lane has one row of the actor, or one for each choice of its mask where choices have features. A hint is a column for each
//! output: 1 for what the teacher would choose, else 0. So is the hub that the lane leaves, among those that have an adapter. What an actor's row has beyond the lane's features are its *extras*; they are kept by
//! themselves, because the features serve the critic too.

use std::borrow::Cow;

use crate::categorical::choices;
use crate::shape::{CriticView, Shape};

/// Appends the extras of a lane's rows, `[row, n_extras]`; `describe` appends the features of a choice.
pub fn push_extras(
    shape: &Shape,
    mask: u16,
    (hint, hub): (Option<usize>, Option<usize>),
    mut describe: impl FnMut(usize, &mut Vec<f32>),
    extras: &mut Vec<f32>,
) {
    let flag = |of: Option<usize>| move |at: usize| f32::from(u8::from(of == Some(at)));
    let hubs = || (0..shape.n_hubs()).map(flag(hub));
    if shape.space.describes() {
        for choice in choices(mask) {
            describe(choice, extras);
            extras.extend(shape.hints.then(|| flag(hint)(choice)));
            extras.extend(hubs());
        }
    } else {
        extras.extend((0..shape.n_hints()).map(flag(hint)));
        extras.extend(hubs());
    }
}

/// Appends a lane's rows of the actor: its features before the extras of each, `[row, n_extras]`.
pub fn push_actor(shape: &Shape, mask: u16, features: &[f32], extras: &[f32], rows: &mut Vec<f32>) {
    let n_extras = shape.n_extras();
    for row in 0..shape.space.n_rows(mask) {
        rows.extend_from_slice(features);
        rows.extend_from_slice(&extras[row * n_extras..(row + 1) * n_extras]);
    }
}

/// Appends a row of the critic: a lane's features and the pool of its world, see [`push_pool`].
pub fn push_critic(features: &[f32], pool: &[f32], rows: &mut Vec<f32>) {
    rows.extend_from_slice(features);
    rows.extend_from_slice(pool);
}

/// Rows of the critic for lanes whose features stand one after another, `[lane, feature]`; `pool` is that of a lane's world. A critic that
/// sees the lane alone reads the features as they lie.
pub fn critic_rows<'a, 'p>(shape: &Shape, features: &'a [f32], pool: impl Fn(usize) -> &'p [f32]) -> Cow<'a, [f32]> {
    match shape.critic {
        CriticView::Local | CriticView::Network(_) => Cow::Borrowed(features),
        CriticView::Pooled => {
            let mut rows = Vec::with_capacity(2 * features.len());
            for (lane, features) in features.chunks_exact(shape.lane_features).enumerate() {
                push_critic(features, pool(lane), &mut rows);
            }
            Cow::Owned(rows)
        }
    }
}

/// Appends what the critic sees of a world beside the lane: the mean features of its lanes, `[lane, feature]`, or nothing.
pub fn push_pool(shape: &Shape, lanes: &[f32], pools: &mut Vec<f32>) {
    if shape.critic != CriticView::Pooled {
        return;
    }
    let width = shape.lane_features;
    let n_lanes = (lanes.len() / width) as f32;
    let mean = |feature: usize| lanes.chunks_exact(width).map(|lane| lane[feature]).sum::<f32>() / n_lanes;
    pools.extend((0..width).map(mean));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{Adapters, Kind, Space};

    fn shape(choice_features: usize, hints: bool, critic: CriticView) -> Shape {
        let adapters = None;
        let space = Space { name: "toy".into(), choices: 3, choice_features };
        Shape { lane_features: 2, space, hidden: vec![4], critic, kind: Kind::Lane, adapters, hints }
    }

    /// Rows of the actor for a lane with features 1 and 2, choices 0 and 2 allowed, and choice 2 hinted.
    fn actor(choice_features: usize, hints: bool) -> Vec<f32> {
        actor_of(&shape(choice_features, hints, CriticView::Local))
    }

    /// The same for a policy of this shape; the lane leaves the second hub that can have an adapter.
    fn actor_of(shape: &Shape) -> Vec<f32> {
        let (mut extras, mut rows) = (Vec::new(), Vec::new());
        let describe = |choice: usize, out: &mut Vec<f32>| out.push(10.0 + choice as f32);
        push_extras(shape, 0b101, (Some(2), Some(1)), describe, &mut extras);
        push_actor(shape, 0b101, &[1.0, 2.0], &extras, &mut rows);
        assert_eq!(rows.len(), shape.space.n_rows(0b101) * shape.actor().inputs());
        rows
    }

    #[test]
    fn an_actors_row_is_features_then_choice_then_hint() {
        assert_eq!(actor(0, false), [1.0, 2.0]);
        assert_eq!(actor(0, true), [1.0, 2.0, 0.0, 0.0, 1.0]);
        assert_eq!(actor(1, false), [1.0, 2.0, 10.0, 1.0, 2.0, 12.0]);
        assert_eq!(actor(1, true), [1.0, 2.0, 10.0, 0.0, 1.0, 2.0, 12.0, 1.0]);
    }

    #[test]
    fn the_hub_ends_an_actors_row() {
        let hubs = ["a", "b", "c"].map(String::from).to_vec();
        let adapters = Some(Adapters { rank: 2, hubs });
        let adapted = |choice_features, hints| {
            actor_of(&Shape { adapters: adapters.clone(), ..shape(choice_features, hints, CriticView::Local) })
        };
        assert_eq!(adapted(0, false), [1.0, 2.0, 0.0, 1.0, 0.0]);
        assert_eq!(adapted(1, true), [1.0, 2.0, 10.0, 0.0, 0.0, 1.0, 0.0, 1.0, 2.0, 12.0, 1.0, 0.0, 1.0, 0.0]);
    }

    #[test]
    fn a_critics_row_is_features_then_the_mean_of_the_world() {
        let lanes = [1.0, 2.0, 3.0, 6.0];
        let rows = |critic| {
            let (shape, mut pool) = (shape(0, false, critic), Vec::new());
            push_pool(&shape, &lanes, &mut pool);
            let rows = critic_rows(&shape, &lanes, |_| &pool).into_owned();
            assert_eq!(rows.len(), 2 * shape.critic().inputs());
            rows
        };
        assert_eq!(rows(CriticView::Local), lanes);
        assert_eq!(rows(CriticView::Pooled), [1.0, 2.0, 2.0, 4.0, 3.0, 6.0, 2.0, 4.0]);
    }
}
