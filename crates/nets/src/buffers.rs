//! Arrays that a thread uses again.
//!
//! An allocator hands out blocks of a size in turn, so a network's rows and outputs would come back in memory that no cache holds any more:
//! products then take a third longer.

use std::cell::RefCell;

/// Most arrays that a thread keeps: a gradient of a network with two rounds of messages has some thirty, and actor and critic take turns.
const MOST: usize = 64;

thread_local! {
    static KEPT: RefCell<Vec<Vec<f32>>> = const { RefCell::new(Vec::new()) };
}

/// An array of so many values, whatever they are.
pub(crate) fn take(len: usize) -> Vec<f32> {
    let mut array = find(len);
    array.resize(len, 0.0);
    array
}

/// An empty array with room for so many values.
pub(crate) fn with_room(len: usize) -> Vec<f32> {
    let mut array = find(len);
    array.clear();
    array
}

/// A copy of some values.
pub(crate) fn copy(values: &[f32]) -> Vec<f32> {
    let mut array = with_room(values.len());
    array.extend_from_slice(values);
    array
}

/// The array that was given back last among those of about this size, as it was.
fn find(len: usize) -> Vec<f32> {
    KEPT.with_borrow_mut(|kept| {
        let fits = |array: &Vec<f32>| array.capacity() >= len && array.capacity() <= 2 * len + 64;
        kept.iter().rposition(fits).map_or_else(|| Vec::with_capacity(len), |at| kept.swap_remove(at))
    })
}

/// Keeps an array for another time.
pub(crate) fn give(array: Vec<f32>) {
    KEPT.with_borrow_mut(|kept| {
        if kept.len() == MOST {
            kept.remove(0);
        }
        kept.push(array);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_comes_back_where_it_fits_and_never_with_old_values_where_they_are_read() {
        let array = vec![7.0; 100];
        let place = array.as_ptr();
        give(array);
        assert_eq!(copy(&[1.0; 10]), [1.0; 10], "too small a wish for such an array");
        let again = with_room(80);
        assert!(again.is_empty() && again.as_ptr() == place);
        give(again);
        assert_eq!(take(90).len(), 90);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        for _ in 0..3 * MOST {
            give(vec![0.0; 10]);
        }
        assert!(KEPT.with_borrow(Vec::len) <= MOST);
    }
}
