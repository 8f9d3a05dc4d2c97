//! A mean over training seeds and how far it may be off.

use linehaul_agents::judge::statistics::mean;

/// Student's t at 97.5 % for 1, 2, … degrees of freedom, and what is taken beyond (Student 1908, "The probable error of a mean").
const T: [f64; 10] = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
const T_BEYOND: f64 = 2.228;

/// A mean and its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// Half the width of the interval; none from one value.
    pub half: Option<f64>,
}

impl Spread {
    /// Of values; none of none.
    pub fn of(values: &[f64]) -> Option<Self> {
        let n = values.len();
        let centre = (n > 0).then(|| mean(values))?;
        let half = (n > 1).then(|| {
            let variance = values.iter().map(|value| (value - centre).powi(2)).sum::<f64>() / (n - 1) as f64;
            T.get(n - 2).copied().unwrap_or(T_BEYOND) * (variance / n as f64).sqrt()
        });
        Some(Self { mean: centre, half })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: mean 1.0, spread .01, t 4.303: 4.303 x .01 / sqrt(3) = .0248.
    #[test]
    fn intervals_are_students() {
        let spread = Spread::of(&[0.99, 1.0, 1.01]).unwrap();
        assert!((spread.mean - 1.0).abs() < 1e-12 && (spread.half.unwrap() - 0.0248).abs() < 5e-5, "{spread:?}");
        assert_eq!(Spread::of(&[0.98]), Some(Spread { mean: 0.98, half: None }));
        assert_eq!(Spread::of(&[]), None);
    }
}
