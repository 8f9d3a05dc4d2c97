//! A truck and the packages left behind: what fits is added, and what is worth more takes the place of what is worth less.

use crate::dock::Vehicle;

/// A package as far as a truck is concerned.
pub(crate) trait Piece: Copy {
    /// Grams, millilitres and goods class.
    fn size(&self) -> (u32, u32, u8);
    /// What loading it counts.
    fn worth(&self) -> f64;
}

/// What a truck has on board in all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Board {
    pub grams: u32,
    pub ml: u32,
    /// One bit a class.
    pub classes: u64,
}

/// Packages left behind that are considered for the trucks of a lane, all its trucks together; and for each truck.
const CONSIDERED: usize = 128;
const MOST_CONSIDERED: usize = 64;

/// How many of the packages left behind on a lane with so many trucks are worth considering. Twice as many and more change a gap of
/// .2 % by less than a hundredth of it on docks of 1,000 packages, and take half of the time there.
pub(crate) fn considered(n_trucks: usize) -> usize {
    (CONSIDERED / n_trucks.max(1)).clamp(1, MOST_CONSIDERED)
}

/// On trucks with at most so many packages several may go for one: there a truck is a small knapsack, and a fifth of its worth can hang on
/// it. On fuller ones a single one does.
const FEW: usize = 16;
/// As many may go.
const MOST_OFF: usize = 4;

/// A load in columns, where one look compares several packages: most packages left behind find nothing to take the place of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    grams: Vec<u32>,
    ml: Vec<u32>,
    worths: Vec<f64>,
}

impl Columns {
    fn clear(&mut self) {
        self.grams.clear();
        self.ml.clear();
        self.worths.clear();
    }

    fn push(&mut self, piece: &impl Piece) {
        let (grams, ml, _) = piece.size();
        self.grams.push(grams);
        self.ml.push(ml);
        self.worths.push(piece.worth());
    }

    fn remove(&mut self, place: usize) {
        self.grams.remove(place);
        self.ml.remove(place);
        self.worths.remove(place);
    }

    /// Whether any package worth less than `worth` makes the room by itself.
    #[allow(clippy::needless_bitwise_bool, reason = "with lazy operators a dense hour takes 1 to 5 % more time")]
    fn any_makes_room(&self, worth: f64, over: (u32, u32)) -> bool {
        let mut any = false;
        // No end before the last: that is what lets the compiler take several at a time.
        for ((&grams, &ml), &other) in self.grams.iter().zip(&self.ml).zip(&self.worths) {
            any |= (other < worth) & (grams >= over.0) & (ml >= over.1);
        }
        any
    }
}

/// Improves one truck by the packages in `left`, the best first. Packages that are put off the truck take the place in `left` of the
/// one that came; `swapped` is told of each, `(put off, on board)`. `columns` is scratch.
pub(crate) fn exchange<T: Piece>(
    vehicle: Vehicle,
    board: &mut Board,
    load: &mut Vec<T>,
    left: &mut Vec<T>,
    columns: &mut Columns,
    conflicts: impl Fn(u8) -> u64,
    mut swapped: impl FnMut(Option<T>, Option<T>),
) {
    columns.clear();
    for piece in &*load {
        columns.push(piece);
    }
    let mut at = 0;
    while at < left.len() {
        let on = left[at];
        let (grams, ml, class) = on.size();
        let over = (grams.saturating_sub(vehicle.grams - board.grams), ml.saturating_sub(vehicle.ml - board.ml));
        let excluded = conflicts(class) & board.classes != 0;
        let Some((off, n_off)) = (!excluded).then(|| makes_room(load, columns, &on, over)).flatten() else {
            at += 1;
            continue;
        };
        left.remove(at);
        // From the last place on, so that the others stay where they are.
        for &place in off[..n_off].iter().rev() {
            let off = load.remove(place);
            columns.remove(place);
            board.grams -= off.size().0;
            board.ml -= off.size().1;
            swapped(Some(off), None);
            left.insert(at, off);
        }
        // What has just been put off is not looked at again for this truck.
        at += n_off;
        // A class whose last package went stays on the mask: the truck is stricter than it need be, never laxer.
        board.grams += grams;
        board.ml += ml;
        board.classes |= 1 << class;
        load.push(on);
        columns.push(&on);
        swapped(None, Some(on));
    }
}

/// Places in the load, ascending, and how many, of packages worth less than `on` together that make the room it lacks.
fn makes_room<T: Piece>(load: &[T], columns: &Columns, on: &T, over: (u32, u32)) -> Option<([usize; MOST_OFF], usize)> {
    let mut off = [0; MOST_OFF];
    if over == (0, 0) {
        return Some((off, 0));
    }
    if columns.any_makes_room(on.worth(), over) {
        // The least worth of those that do, the first of equals.
        let mut least = (on.worth(), 0);
        for (place, other) in load.iter().enumerate() {
            let (grams, ml, _) = other.size();
            if other.worth() < least.0 && grams >= over.0 && ml >= over.1 {
                least = (other.worth(), place);
            }
        }
        off[0] = least.1;
        return Some((off, 1));
    }
    if load.len() > FEW {
        return None;
    }
    // Else, one after the other, the least worth for the room that it makes.
    let (mut short, mut worth) = (over, 0.0);
    for n_off in 0..MOST_OFF {
        let part = |size: u32, short: u32| if short == 0 { 0.0 } else { f64::from(size.min(short)) / f64::from(short) };
        let price =
            |other: &T| other.worth() / (part(other.size().0, short.0) + part(other.size().1, short.1)).max(1e-9);
        let free = (0..load.len()).filter(|place| !off[..n_off].contains(place));
        let place = free.min_by(|&a, &b| price(&load[a]).total_cmp(&price(&load[b])))?;
        off[n_off] = place;
        worth += load[place].worth();
        if worth >= on.worth() {
            return None;
        }
        let (grams, ml, _) = load[place].size();
        short = (short.0.saturating_sub(grams), short.1.saturating_sub(ml));
        if short == (0, 0) {
            off[..=n_off].sort_unstable();
            return Some((off, n_off + 1));
        }
    }
    None
}
