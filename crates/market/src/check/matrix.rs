//! Ways: every place to every other, in each class.

use super::fields::Place;
use super::names::Names;
use crate::error::{MarketError, Table};
use crate::limits::{MAX_METRES, MAX_SECONDS};
use crate::tables::MatrixRows;
use crate::ways::{Matrix, MatrixClass};

/// A way of which nothing is known yet.
const HOLE: i32 = -1;
/// Most places of which a matrix is taken in: its square has 400 million ways.
const MAX_SIDE: usize = 20_000;

pub fn matrix(rows: &MatrixRows, places: &Names<'_>, classes: &Names<'_>) -> Result<Matrix, MarketError> {
    let n = places.len();
    if n > MAX_SIDE {
        let problem = format!("{n} places are too many for a matrix");
        return Err(Place::of(Table::Matrix, "").fault(problem, format!("split the day: {MAX_SIDE} at most")));
    }
    let class =
        |name: &String| MatrixClass { name: name.clone(), metres: vec![HOLE; n * n], seconds: vec![HOLE; n * n] };
    let mut found: Vec<MatrixClass> = classes.to_texts().iter().map(class).collect();
    for row in 0..rows.from.len() {
        let at = |column| Place::at(Table::Matrix, row, column);
        let class = &mut found[at("ways").find(&rows.ways[row], classes, "class of ways")?];
        let from = at("from").find(&rows.from[row], places, "stop or depot")?;
        let to = at("to").find(&rows.to[row], places, "stop or depot")?;
        let (metres, seconds) = match (rows.metres[row], rows.seconds[row]) {
            (Some(metres), Some(seconds)) => (
                at("metres").whole(metres.into(), 0, MAX_METRES.into())? as i32,
                at("seconds").whole(seconds.into(), 0, MAX_SECONDS.into())? as i32,
            ),
            (None, None) => (Matrix::NO_ROAD, Matrix::NO_ROAD),
            _ => {
                return Err(at("metres")
                    .fault("one of metres and seconds is empty", "give both, or neither where no road leads"));
            }
        };
        let cell = from * n + to;
        if class.metres[cell] != HOLE {
            let problem = format!("the way from \"{}\" to \"{}\" is given twice", rows.from[row], rows.to[row]);
            return Err(at("from").fault(problem, "give each way once"));
        }
        (class.metres[cell], class.seconds[cell]) = (metres, seconds);
    }
    for class in &mut found {
        for place in 0..n {
            // Nobody drives from a place to itself; the cell may be left out.
            let cell = place * n + place;
            if class.metres[cell] == HOLE {
                (class.metres[cell], class.seconds[cell]) = (0, 0);
            }
        }
        if let Some(hole) = class.metres.iter().position(|metres| *metres == HOLE) {
            let names = places.to_texts();
            let problem = format!("the way from \"{}\" to \"{}\" is missing", names[hole / n], names[hole % n]);
            return Err(Place::of(Table::Matrix, "to")
                .fault(problem, "give all ways; with empty metres and seconds where no road leads"));
        }
    }
    Ok(Matrix { classes: found })
}
