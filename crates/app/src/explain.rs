//! Which features a policy decides by on a case, and what they are worth: as figures, and as a page.

use std::path::{Path, PathBuf};

use linehaul_agents::decide::actions::ActionSpace;
use linehaul_agents::judge::explain::{self, Explanation, Worth};
use linehaul_nets::policy_file::PolicyFile;
use linehaul_report::explanation;
use linehaul_tables::{PAGE, write_atomically};
use serde::Serialize;

use crate::cases::CaseInput;
use crate::failure::Failure;
use crate::json::json;
use crate::observer::{Observer, Progress};
use crate::page::Page;
use crate::places::{Places, writable_folder};
use crate::policy::{Policy, Rule};

/// File of the figures in a folder.
const FIGURES: &str = "explanation.json";

/// A policy to explain.
#[derive(Clone, Debug)]
pub struct ExplainRequest {
    /// Policy: `pretrained`, a policy file or a checkpoint.
    pub policy: String,
    /// Case folder.
    pub case: PathBuf,
    /// Demand seeds, at least two: 0 is the case's own packages, the others redraw its days.
    pub seeds: Vec<u64>,
    /// Page to write, a name that ends with `.html`; or a folder for `report.html` and `explanation.json`.
    pub out: Option<PathBuf>,
}

/// What a policy decides by.
#[derive(Clone, Debug, Serialize)]
pub struct Explained {
    /// Name of the case.
    pub case: String,
    /// Hash of its files.
    pub case_hash: String,
    /// Its currency.
    pub currency: String,
    /// The policy as it was named.
    pub policy: String,
    /// Hash of its file.
    pub policy_hash: String,
    /// Version of the program.
    pub version: &'static str,
    /// The figures.
    #[serde(flatten)]
    pub explanation: Explanation,
    /// The page that was written.
    #[serde(skip)]
    pub page: Option<Page>,
}

/// Runs the case with each group of features permuted, and writes what was asked for.
pub fn explain(request: &ExplainRequest, observer: &dyn Observer) -> Result<Explained, Failure> {
    let policy = Policy::parse(&request.policy)?;
    let file = learned(&policy)?;
    if request.seeds.len() < 2 {
        let problem = format!("--seeds: {} demand has no interval", request.seeds.len());
        return Err(Failure::new(problem, "give two seeds or more, such as --seeds 1..6"));
    }
    let input = CaseInput::read(&request.case)?;
    policy.check(input.case())?;
    let out = request.out.as_deref().map(Out::of);
    check_places(request, &policy, out.as_ref())?;
    let n_runs = explain::n_runs(ActionSpace::of(&file.policies[0].shape.space), request.seeds.len());
    let progress = Progress::new(observer, "explaining", n_runs as u64, "runs");
    let explanation = explain::explain(&file.policies, &input.network, &request.seeds, &|| progress.step());
    drop(progress);
    let mut explained = Explained {
        case: input.case().name().to_owned(),
        case_hash: input.hash.clone(),
        currency: input.case().currency().to_owned(),
        policy_hash: policy.hash(),
        policy: policy.name,
        version: env!("CARGO_PKG_VERSION"),
        explanation,
        page: None,
    };
    if let Some(out) = out {
        if let Some(figures) = &out.figures {
            write_atomically(figures, json(&explained).as_bytes())?;
        }
        explained.page = Some(Page::write(&out.page, &explanation::page(&drawn(&explained)))?);
    }
    Ok(explained)
}

/// The file of a policy that learned: rules see no features.
fn learned(policy: &Policy) -> Result<&PolicyFile, Failure> {
    match &policy.rule {
        Rule::Learned(file, _) => Ok(file),
        Rule::Heuristic(_) => {
            let problem = format!("--explain: \"{}\" is a rule, which reads no features", policy.name);
            Err(Failure::new(problem, "give pretrained, a policy file or a checkpoint"))
        }
        Rule::Lookahead(..) => {
            let problem = format!("--explain: \"{}\" is a lookahead, which decides by what it tries", policy.name);
            Err(Failure::new(problem, "give pretrained, a policy file or a checkpoint"))
        }
    }
}

/// Files to write.
struct Out {
    /// Folder of both.
    folder: PathBuf,
    page: PathBuf,
    figures: Option<PathBuf>,
}

impl Out {
    fn of(path: &Path) -> Self {
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html")) {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Self { folder: folder.to_owned(), page: path.to_owned(), figures: None }
        } else {
            Self { folder: path.to_owned(), page: path.join(PAGE), figures: Some(path.join(FIGURES)) }
        }
    }
}

fn check_places(request: &ExplainRequest, policy: &Policy, out: Option<&Out>) -> Result<(), Failure> {
    let Some(out) = out else { return Ok(()) };
    let mut places = Places::default();
    places.reads_case(&request.case);
    places.reads(policy.file.as_ref());
    places.writes([&out.page]);
    places.writes(&out.figures);
    places.check()?;
    writable_folder(&out.folder)
}

/// What the page shows.
fn drawn(explained: &Explained) -> explanation::Explanation {
    let Explained { case, case_hash, currency, policy, policy_hash, version, explanation, .. } = explained;
    let group = |worth: &Worth| explanation::Group {
        name: worth.group.name.to_owned(),
        tells: worth.group.tells.to_owned(),
        features: worth.group.features.iter().map(|name| (*name).to_owned()).collect(),
        cost_ratio: worth.cost_ratio.value,
        interval: worth.cost_ratio.interval.map(|interval| [interval.low, interval.high]),
        total_cost: worth.figures.total_cost,
        late_share: worth.figures.late_share,
        fill_m3: worth.figures.fill_m3,
        departures: worth.figures.departures,
    };
    explanation::Explanation {
        case: case.clone(),
        case_hash: case_hash.clone(),
        currency: currency.clone(),
        policy: policy.clone(),
        policy_hash: policy_hash.clone(),
        version: (*version).to_owned(),
        seeds: explanation.seeds.clone(),
        total_cost: explanation.plain.total_cost,
        late_share: explanation.plain.late_share,
        fill_m3: explanation.plain.fill_m3,
        departures: explanation.plain.departures,
        groups: explanation.groups.iter().map(group).collect(),
    }
}
