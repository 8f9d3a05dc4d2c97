//! What a policy decides by, as a page: how much dearer a case gets when the policy cannot tell something.

use serde::Serialize;

use crate::page::Page;
use crate::script::Module;

const BODY: &str = include_str!("../assets/explanation.html");
const MODULES: [Module; 2] = [
    ("intervals.js", include_str!("../assets/js/intervals.js")),
    ("explanation.js", include_str!("../assets/js/explanation.js")),
];

/// What `linehaul policy --explain` measured.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// Name of the case.
    pub case: String,
    /// Hash of its files.
    pub case_hash: String,
    /// Its currency.
    pub currency: String,
    /// Name of the policy.
    pub policy: String,
    /// Hash of its file.
    pub policy_hash: String,
    /// Version of the program that measured.
    pub version: String,
    /// Demand seeds.
    pub seeds: Vec<u64>,
    /// Mean total cost of the policy as it is, currency.
    pub total_cost: f64,
    /// Its mean share of late packages, 0 to 1.
    pub late_share: f64,
    /// Its mean of loaded m3 over offered m3, 0 to 1.
    pub fill_m3: f64,
    /// Its mean number of trucks that left.
    pub departures: f64,
    /// Groups of features, the dearest first.
    pub groups: Vec<Group>,
}

/// A group of features, and the means of the runs in which it told nothing.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Name of the group.
    pub name: String,
    /// What the policy cannot tell without it.
    pub tells: String,
    /// Names of its features.
    pub features: Vec<String>,
    /// Mean of total cost over that of the policy as it is.
    pub cost_ratio: f64,
    /// Its 95 % interval over demand seeds, low and high.
    pub interval: Option<[f64; 2]>,
    /// Total cost, currency.
    pub total_cost: f64,
    /// Share of late packages, 0 to 1.
    pub late_share: f64,
    /// Loaded m3 over offered m3, 0 to 1.
    pub fill_m3: f64,
    /// Trucks that left.
    pub departures: f64,
}

/// The page of an explanation.
pub fn page(explanation: &Explanation) -> String {
    let title = format!("What {} decides by on {} · linehaul", explanation.policy, explanation.case);
    Page { title: &title, body: BODY, modules: &MODULES }.html(explanation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_groups_at_all_are_a_page() {
        let nothing = Explanation {
            case: "toy".into(),
            case_hash: "c".into(),
            currency: "USD".into(),
            policy: "<b>".into(),
            policy_hash: "p".into(),
            version: "0".into(),
            seeds: vec![1, 2],
            total_cost: 1.0,
            late_share: 0.0,
            fill_m3: 0.5,
            departures: 3.0,
            groups: Vec::new(),
        };
        assert!(page(&nothing).contains("What &lt;b&gt; decides by on toy"));
    }
}
