//! Late prices as they are given: a number, or the file that a calibration wrote for one policy on one case.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use linehaul_agents::judge::calibrate::{Calibration, Cap};
use serde::{Deserialize, Serialize};

use crate::cases::CaseInput;
use crate::failure::Failure;
use crate::policy::Policy;

/// Dearest late price, currency: as much as a package may be worth.
const MOST: f64 = 1e9;

/// A calibration on disk, TOML.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CalibrationFile {
    /// Extra price of a late package, currency.
    pub late_price: f64,
    /// Largest share of late packages that was asked for, 0 to 1.
    pub max_late: f64,
    /// Share that was aimed at.
    pub aim: f64,
    /// Whether the cap is held on the demand that it was found on.
    pub held: bool,
    /// Share of late packages that was reached there.
    pub late_share: f64,
    /// Total cost that was reached there, without the late price, currency.
    pub total_cost: f64,
    /// Name of the case.
    pub case: String,
    /// Hash of its files.
    pub case_hash: String,
    /// Name of the policy.
    pub policy: String,
    /// Hash of its settings or weights.
    pub policy_hash: String,
    /// Seed of the demand that it was found on.
    pub seed: u64,
    /// Version of linehaul.
    pub version: String,
}

impl CalibrationFile {
    /// What a calibration found.
    pub fn new(calibration: &Calibration, policy: &Policy, input: &CaseInput, seed: u64) -> Self {
        let Cap { late_share: max_late, aim } = calibration.cap;
        Self {
            late_price: calibration.chosen.late_price,
            max_late,
            aim,
            held: calibration.held,
            late_share: calibration.chosen.late_share,
            total_cost: calibration.chosen.total_cost,
            case: input.case().name().to_owned(),
            case_hash: input.hash.clone(),
            policy: policy.name.clone(),
            policy_hash: policy.hash(),
            seed,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// The file.
    pub fn to_toml(&self) -> String {
        let values = toml::to_string(self).expect("a calibration is plain values");
        format!(
            "# Written by `linehaul calibrate`, for --late-price of `schedule` and `evaluate`. Money in the case's currency.\n{values}"
        )
    }

    fn is_of(&self, policy: &Policy, input: &CaseInput) -> bool {
        self.case_hash == input.hash && self.policy_hash == policy.hash()
    }
}

/// A late price as it is given.
#[derive(Clone, Debug)]
pub enum LatePrice {
    /// For whatever runs, currency.
    Number(f64),
    /// The file of a calibration, for one policy on one case.
    File(PathBuf),
}

impl LatePrice {
    /// A number of the case's currency, or else the path of a calibration.
    pub fn parse(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::File(text.into()), Self::Number)
    }

    /// The file, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::Number(_) => None,
            Self::File(path) => Some(path),
        }
    }

    /// The price of a policy on a case; a file must be of both.
    pub(crate) fn of(&self, policy: &Policy, input: &CaseInput) -> Result<f64, Failure> {
        match Read::of(self)? {
            Read::Number(price) => Ok(price),
            Read::Calibrated(_, file) if file.is_of(policy, input) => Ok(file.late_price),
            Read::Calibrated(path, file) => Err(other(path, &file, policy, input)),
        }
    }
}

/// A late price whose file was read.
enum Read<'a> {
    Number(f64),
    Calibrated(&'a Path, Box<CalibrationFile>),
}

impl<'a> Read<'a> {
    fn of(given: &'a LatePrice) -> Result<Self, Failure> {
        match given {
            LatePrice::Number(price) if (0.0..=MOST).contains(price) => Ok(Self::Number(*price)),
            LatePrice::Number(price) => {
                Err(Failure::new(format!("{price} is not a late price"), "give 0 to 1,000,000,000"))
            }
            LatePrice::File(path) => Ok(Self::Calibrated(path, Box::new(read(path)?))),
        }
    }
}

/// What is wrong with a file that is not of this policy and case.
fn other(path: &Path, file: &CalibrationFile, policy: &Policy, input: &CaseInput) -> Failure {
    let place = path.display();
    let short = |hash: &str| hash.chars().take(12).collect::<String>();
    let (what, found, wanted) = if file.case_hash == input.hash {
        ("policy", (&file.policy, &file.policy_hash), (&policy.name, &policy.hash()))
    } else {
        ("case", (&file.case, &file.case_hash), (&input.case().name().to_owned(), &input.hash))
    };
    let problem = format!(
        "{place}: the late price is of {what} \"{}\" (hash {}), this is {what} \"{}\" (hash {})",
        found.0,
        short(found.1),
        wanted.0,
        short(wanted.1)
    );
    let remedy = format!(
        "calibrate again: linehaul calibrate --policy {} --case DIR --max-late {}; or give the price as a number",
        policy.name, file.max_late
    );
    Failure::new(problem, remedy)
}

/// Late prices of several policies on several cases, by name of policy and case; none where nothing was given.
#[derive(Clone, Debug, Default)]
pub struct LatePrices(BTreeMap<(String, String), f64>);

impl LatePrices {
    /// A number is for all of them, a file for the policy and case that it names.
    pub(crate) fn find(given: &[LatePrice], policies: &[Policy], inputs: &[CaseInput]) -> Result<Self, Failure> {
        let given = given.iter().map(Read::of).collect::<Result<Vec<_>, _>>()?;
        if given.len() > 1 && given.iter().any(|price| matches!(price, Read::Number(_))) {
            return Err(Failure::new(
                "a late price as a number, and more beside it",
                "give one number for all, or a file of `linehaul calibrate` for each policy and case",
            ));
        }
        let pairs: Vec<(&Policy, &CaseInput)> =
            policies.iter().flat_map(|policy| inputs.iter().map(move |input| (policy, input))).collect();
        let key = |(policy, input): (&Policy, &CaseInput)| (policy.name.clone(), input.case().name().to_owned());
        let mut prices = BTreeMap::new();
        for price in &given {
            match price {
                Read::Number(price) => prices.extend(pairs.iter().map(|&pair| (key(pair), *price))),
                Read::Calibrated(path, file) => {
                    let pair = pairs.iter().find(|(policy, input)| file.is_of(policy, input));
                    let pair = *pair.ok_or_else(|| no_pair(path, file))?;
                    if prices.insert(key(pair), file.late_price).is_some() {
                        let (place, (policy, case)) = (path.display(), key(pair));
                        let problem = format!("{place}: a second late price of policy \"{policy}\" on case \"{case}\"");
                        return Err(Failure::new(problem, "give one for each policy and case"));
                    }
                }
            }
        }
        Ok(Self(prices))
    }

    /// The price of a policy on a case, currency.
    pub fn of(&self, policy: &str, case: &str) -> f64 {
        self.0.get(&(policy.to_owned(), case.to_owned())).copied().unwrap_or(0.0)
    }

    /// Policy, case and price of each that has one, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, f64)> {
        self.0.iter().map(|((policy, case), price)| (policy.as_str(), case.as_str(), *price))
    }
}

fn no_pair(path: &Path, file: &CalibrationFile) -> Failure {
    let problem = format!(
        "{}: the late price is of policy \"{}\" on case \"{}\", as they were when it was found; neither is run here together",
        path.display(),
        file.policy,
        file.case
    );
    Failure::new(problem, "leave the file out, or calibrate a policy on a case that are evaluated")
}

fn read(path: &Path) -> Result<CalibrationFile, Failure> {
    let place = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(
            format!("{place}: cannot read: {error}"),
            "give a late price as a number, or the path of a file that `linehaul calibrate` wrote",
        )
    })?;
    let file: CalibrationFile = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
        Failure::new(format!("{place}:{line}: {}", error.message()), "write the file with `linehaul calibrate`")
    })?;
    if (0.0..=MOST).contains(&file.late_price) {
        Ok(file)
    } else {
        let problem = format!("{place}, late_price: {} is not a late price", file.late_price);
        Err(Failure::new(problem, "write the file with `linehaul calibrate`"))
    }
}
