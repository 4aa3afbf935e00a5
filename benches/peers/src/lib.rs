//! What Trainspotter is compared with, on rules and addresses that are made up.
//!
//! A package of its own, so that tests and checks of the project build none of it. `./build.sh bench` is the
//! way in; the programs in `bin/` are its parts, each prints one JSON document.
//!
//! - [`made_up`]: rule sets of any size, and addresses that meet them.
//! - [`engines`]: the engines that are asked; all must give the same answers before any is timed.
//! - [`rounds`]: interleaved rounds, so that a busy machine slows all alike.

pub mod engines;
pub mod made_up;
pub mod rounds;
