//! What goes from lanes to hubs and back: a hub hears the means of its lanes, and a lane is told what its two hubs say.
//!
//! Each way is one operation of Burn: in Burn's own operations every sum by index is a tensor of its own, there and back. What the
//! operations compute is written twice, as for [`crate::perceptron`].

mod ends;
mod flex;
mod operation;

pub(crate) use self::ends::Ends;
pub(crate) use self::operation::{hear, tell};
