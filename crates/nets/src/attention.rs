//! Attention among the rows of each group, of any sizes and without padding (Vaswani et al. 2017, "Attention Is All You Need", equation 1).
//!
//! It is one operation of Burn: in Burn's own operations it takes a dozen tensors with a row a pair, there and back. What it computes is
//! written twice, as for [`crate::perceptron`].

mod exponential;
mod flex;
mod groups;
mod operation;

pub(crate) use self::groups::Groups;
pub(crate) use self::operation::attend;
