//! Exponentials of many values at once, the same to the bit on every machine.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for the registers that pulp found")]

/// Added to a number below 2^22 in size, it leaves the nearest whole number in the lowest bits.
const ROUND: f32 = 12_582_912.0;
/// ln 2 in two parts, of which the first has few bits: its product with a small whole number is exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;

/// e^x for x within [-80, 80], to 2e-7 of it: 2^n times the series of the rest, which is within ln 2 / 2 of 0.
#[inline(always)]
pub(super) fn exponential(x: f32) -> f32 {
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let rest = (x - n * LN_2_HIGH) - n * LN_2_LOW;
    let series = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    let sum = series.into_iter().fold(1.0 / 5040.0, |sum, term| sum * rest + term);
    sum * f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0_f32.to_bits()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_those_of_the_standard_library() {
        for at in -80_000..=80_000 {
            let x = at as f32 / 1000.0;
            let (found, wanted) = (f64::from(exponential(x)), f64::from(x).exp());
            assert!((found / wanted - 1.0).abs() < 2e-7, "{x}: {found} instead of {wanted}");
        }
        assert_eq!(exponential(0.0).to_bits(), 1.0_f32.to_bits());
    }
}
