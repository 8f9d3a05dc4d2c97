//! Tests of reading instances.

use super::{Instance, Rounding, input};
use crate::problem::Problem;
use crate::search::{Budget, Options, plan};

const SMALL: &str = "NAME : small\nDIMENSION : 4\nVEHICLES : 2\nCAPACITY : 3\nEDGE_WEIGHT_TYPE : EUC_2D\n\
NODE_COORD_SECTION\n1 0 0\n2 0 3\n3 4 3\n4 4 0\nDEMAND_SECTION\n1 0\n2 1\n3 1\n4 1\nDEPOT_SECTION\n1\n-1\nEOF\n";

/// Around the rectangle of 3 by 4: 14, in tenths.
#[test]
fn a_rectangle_is_driven_around() {
    let instance = Instance::read(SMALL).unwrap();
    let problem = Problem::new(input(&instance, Rounding::Tenths).unwrap()).unwrap();
    let found = plan(&problem, &Options { budget: Budget::Rounds(100), ..Options::default() }, &mut |_| ());
    assert_eq!(found.cost, 140);
}

/// Whatever is cut off, doubled or replaced, there is an input or a fault.
#[test]
fn shaken_files_are_inputs_or_faults() {
    let tokens: Vec<&str> = SMALL.split_inclusive([' ', '\n']).collect();
    let more =
        "VEHICLES_DEPOT_SECTION\n1 7\n2 1\nTIME_WINDOW_SECTION\n1 0 9\n2 5\nVEHICLES_RELOAD_DEPOT_SECTION\n1 1\n2 0\n";
    for at in 0..tokens.len() {
        for instead in ["", "-1 ", "1e300 ", "nan ", "EOF\n", "0 ", "7 7 7 ", more] {
            let mut text: Vec<&str> = tokens.clone();
            text[at] = instead;
            let read = Instance::read(&text.concat());
            let input = read.and_then(|instance| input(&instance, Rounding::Thousandths));
            let _ = input.and_then(Problem::new);
        }
    }
}
