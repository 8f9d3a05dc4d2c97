//! Figures as TensorBoard reads them: protocol buffers `Event` in the record framing of TensorFlow, written by hand.
//!
//! A record is length (8 bytes), masked CRC of the length, data, masked CRC of the data, all little-endian (TensorFlow,
//! `core/lib/io/record_writer.cc`). An event has wall time (field 1), step (2), file version (3) or summary (5); a summary has
//! values (1) with tag (1) and number (2).

use linehaul_nets::crc32c::crc32c;

/// The record that begins a file; `time` is seconds since 1970.
pub fn header(time: f64) -> Vec<u8> {
    let mut event = double(1, time);
    event.extend(bytes(3, b"brain.Event:2"));
    record(&event)
}

/// A record of some figures at a step.
pub fn scalars(time: f64, step: u64, figures: &[(impl AsRef<str>, f64)]) -> Vec<u8> {
    let mut summary = Vec::new();
    for (tag, number) in figures {
        let mut value = bytes(1, tag.as_ref().as_bytes());
        value.push(2 << 3 | 5);
        value.extend((*number as f32).to_le_bytes());
        summary.extend(bytes(1, &value));
    }
    let mut event = double(1, time);
    event.push(2 << 3);
    event.extend(varint(step));
    event.extend(bytes(5, &summary));
    record(&event)
}

fn double(field: u8, number: f64) -> Vec<u8> {
    [&[field << 3 | 1][..], &number.to_le_bytes()].concat()
}

fn bytes(field: u8, data: &[u8]) -> Vec<u8> {
    [&[field << 3 | 2][..], &varint(data.len() as u64), data].concat()
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn record(data: &[u8]) -> Vec<u8> {
    let length = (data.len() as u64).to_le_bytes();
    [&length[..], &masked(&length), data, &masked(data)].concat()
}

/// A CRC of data that holds CRCs is weak, so the format rotates it and adds a constant.
fn masked(data: &[u8]) -> [u8; 4] {
    crc32c(0, data).rotate_right(15).wrapping_add(0xa282_ead8).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: wall time 0, step 300 (ac 02), summary of 10 bytes with one value of 8: tag "a", number 1.0.
    #[test]
    fn an_event_has_the_bytes_of_the_format() {
        let record = scalars(0.0, 300, &[("a", 1.0)]);
        let event = &record[12..record.len() - 4];
        let expected = [
            &[0x09, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0xac, 0x02, 0x2a, 10, 0x0a, 8, 0x0a, 1, b'a', 0x15][..],
            &1.0_f32.to_le_bytes(),
        ];
        assert_eq!(event, expected.concat());
        assert_eq!(record[..8], (event.len() as u64).to_le_bytes());
    }

    /// Checksum of the length of TensorBoard's usual first record: 24 bytes, as any event file begins.
    #[test]
    fn the_first_record_is_that_of_every_event_file() {
        let header = header(1.0);
        assert_eq!(header[..8], 24_u64.to_le_bytes());
        assert_eq!(header[8..12], [0xa3, 0x7f, 0x4b, 0x22]);
    }
}
