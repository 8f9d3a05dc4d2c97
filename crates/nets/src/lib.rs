//! Networks of policies, which know nothing of trucks: rows of numbers in, logits and values out, gradients, and the file of a policy.
//!
//! In reading order: a [`shape::Shape`] says in numbers what a policy is like, [`row`] which columns its networks read, and
//! [`logits`] how outputs become choices of a [`categorical`] distribution. A [`net::Net`] computes, a [`net::Gradient`] learns; what
//! stands behind them are modules of Burn, and nobody outside sees that. A [`policy::Policy`] is a shape with an actor's weights, a
//! [`policy_file::PolicyFile`] one or several of them with where they come from; a [`critic::Critic`] is needed in training alone.

pub mod shape;

pub mod row;

pub mod categorical;
pub mod logits;

pub mod device;
pub mod net;
pub mod places;

mod architecture;
mod kind;
mod network;

mod attention;
mod messages;
mod perceptron;

mod arrays;
mod buffers;
mod numbers;
mod product;

#[cfg(test)]
mod both_ways;

pub mod adam;

pub mod critic;
pub mod policy;

pub mod policy_file;
pub mod tensors;

pub mod crc32c;
