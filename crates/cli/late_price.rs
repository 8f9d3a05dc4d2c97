//! Late prices as the command line takes them: a number, or the file that `calibrate` wrote for one policy on one case.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use linehaul_agents::judge::calibrate::{Calibration, Cap};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::figures::{number, table};
use crate::inputs::{CaseInput, Policy};

/// Dearest late price, currency: as much as a package may be worth.
const MOST: f64 = 1e9;

/// A calibration on disk, TOML.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CalibrationFile {
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

/// A late price as it was given.
pub enum LatePrice {
    /// For whatever runs.
    Number(f64),
    /// For one policy on one case.
    Calibrated(PathBuf, Box<CalibrationFile>),
}

impl LatePrice {
    /// A number of the case's currency, or the path of a calibration.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        match text.parse::<f64>() {
            Ok(price) if (0.0..=MOST).contains(&price) => Ok(Self::Number(price)),
            Ok(price) => Err(Failure::new(format!("{price} is not a late price"), "give 0 to 1,000,000,000")),
            Err(_) => Ok(Self::Calibrated(text.into(), Box::new(read(Path::new(text))?))),
        }
    }

    /// The price of a policy on a case; a file must be of both.
    pub fn of(&self, policy: &Policy, input: &CaseInput) -> Result<f64, Failure> {
        match self {
            Self::Number(price) => Ok(*price),
            Self::Calibrated(_, file) if file.is_of(policy, input) => Ok(file.late_price),
            Self::Calibrated(path, file) => Err(other(path, file, policy, input)),
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
#[derive(Default)]
pub struct LatePrices(BTreeMap<(String, String), f64>);

impl LatePrices {
    /// A number is for all of them, a file for the policy and case that it names.
    pub fn parse(given: &[String], policies: &[Policy], inputs: &[CaseInput]) -> Result<Self, Failure> {
        let given = given.iter().map(|text| LatePrice::parse(text)).collect::<Result<Vec<_>, _>>()?;
        if given.len() > 1 && given.iter().any(|price| matches!(price, LatePrice::Number(_))) {
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
                LatePrice::Number(price) => prices.extend(pairs.iter().map(|&pair| (key(pair), *price))),
                LatePrice::Calibrated(path, file) => {
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

    /// A row a price; nothing where there is none.
    pub fn text(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let row =
            |((policy, case), price): (&(String, String), &f64)| [policy.clone(), case.clone(), number(*price, 2)];
        format!("\n{}", table(["policy", "case", "late price"], self.0.iter().map(row)))
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

/// A cap as typed: a share above 0, at most 1.
pub fn parse_cap(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if share > 0.0 && share <= 1.0 => Ok(share),
        _ => Err("give a share of the packages above 0 and at most 1, such as 0.02 for 2 %".to_owned()),
    }
}
