//! Integer columns as short texts: differences, zigzag, LEB128, base64.
//!
//! Neighbours in a column are alike, so most differences take one byte: the page of 30 hubs, 92 lanes and 22,629
//! departures over 480 hours has 813 kB, scripts included. `assets/js/columns.js` reads them back.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Encodes a column.
pub(crate) fn encode(values: impl IntoIterator<Item = i64>) -> String {
    let mut bytes = Vec::new();
    let mut last = 0;
    for value in values {
        write(value - last, &mut bytes);
        last = value;
    }
    STANDARD.encode(bytes)
}

fn write(value: i64, bytes: &mut Vec<u8>) {
    let mut rest = ((value << 1) ^ (value >> 63)) as u64;
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

/// Reads one number of a series, and moves on; `None` at the end.
pub(crate) fn read(bytes: &mut &[u8]) -> Option<i64> {
    let end = bytes.iter().position(|byte| byte & 0x80 == 0)?;
    let (number, rest) = bytes.split_at(end + 1);
    *bytes = rest;
    let zigzag = number.iter().rev().fold(0_u64, |value, byte| value << 7 | u64::from(byte & 0x7f));
    Some((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert_eq, proptest};

    use super::*;

    fn decode(text: &str) -> Vec<i64> {
        let bytes = STANDARD.decode(text).unwrap();
        let mut rest = bytes.as_slice();
        let mut last = 0;
        std::iter::from_fn(|| {
            last += read(&mut rest)?;
            Some(last)
        })
        .collect()
    }

    #[test]
    fn small_steps_take_a_byte_each() {
        // 3, +1, -2 become zigzag 6, 2, 3.
        assert_eq!(encode([3, 4, 2]), STANDARD.encode([6, 2, 3]));
        assert_eq!(encode([]), "");
        // 64 becomes zigzag 128, which is 0 and 1 in groups of seven bits.
        assert_eq!(encode([64]), STANDARD.encode([0x80, 1]));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(values in prop::collection::vec(-(1_i64 << 50)..1 << 50, 0..50)) {
            prop_assert_eq!(decode(&encode(values.iter().copied())), values);
        }
    }
}
