//! What a policy is, as text.

use linehaul_agents::decide::heuristics::Heuristic;
use linehaul_agents::decide::lookahead::Settings;
use linehaul_app::describe::{CriticView, Described, Kind, LearnedPolicy, NetworkKind};

use crate::figures::{count, counted, interval, number};

/// Names and what stands beside them.
type Lines = Vec<(&'static str, String)>;

/// Everything, a line each.
pub fn text(described: &Described) -> String {
    let Described { policy, file, hash, kind } = described;
    let file = file.as_ref().map(|file| ("file", file.display().to_string()));
    let origin: Lines = file.into_iter().chain([("hash", hash.clone())]).collect();
    let (what, parts) = match kind {
        Kind::Heuristic(heuristic) => ("a rule written by hand".to_owned(), vec![parameters(heuristic), origin]),
        Kind::Lookahead(settings) => {
            ("another policy, improved by what it tries".to_owned(), vec![looks(settings), origin])
        }
        Kind::Learned(learned) => (what(learned), vec![shape(learned), training(learned), held_out(learned), origin]),
    };
    let parts: Vec<String> = parts.iter().filter(|part| !part.is_empty()).map(lines).collect();
    format!("{policy}: {what}\n\n{}", parts.join("\n"))
}

fn lines(lines: &Lines) -> String {
    let line = |(name, value): &(&str, String)| format!("{name:<20}{value}\n");
    lines.iter().map(line).collect()
}

fn parameters(heuristic: &Heuristic) -> Lines {
    let text = toml::to_string(heuristic).expect("parameters are plain values");
    let parameters: Vec<&str> = text.lines().filter(|line| !line.starts_with("policy = ")).collect();
    vec![("parameters", if parameters.is_empty() { "none".to_owned() } else { parameters.join(", ") })]
}

fn looks(settings: &Settings) -> Lines {
    let text = toml::to_string(settings).expect("settings are plain values");
    vec![("settings", text.lines().collect::<Vec<_>>().join(", "))]
}

fn what(learned: &LearnedPolicy) -> String {
    match learned.policies {
        1 => "a trained policy that all hubs share".to_owned(),
        n => format!("trained policies of {n} hubs, one for each"),
    }
}

fn shape(learned: &LearnedPolicy) -> Lines {
    let LearnedPolicy { shape, features, policies, .. } = learned;
    let space = &shape.space;
    let hidden: Vec<String> = shape.hidden.iter().map(|width| count(*width as u64)).collect();
    let outputs = if space.describes() { "a score of one choice" } else { "a score for each choice" };
    let of_all = if *policies == 1 { String::new() } else { format!(" in {policies} policies") };
    let adapters = shape.adapters.as_ref().map(|adapters| {
        let n_hubs = counted(adapters.hubs.len(), "hub");
        ("adapters", format!("{} for each of {n_hubs}", counted(adapters.rank, "number")))
    });
    let lines = vec![
        ("chooses", format!("\"{}\", {} choices for a lane", space.name, space.choices)),
        ("inputs", inputs(learned)),
        ("hidden layers", if hidden.is_empty() { "none".to_owned() } else { hidden.join(", ") }),
        ("outputs", format!("{}, {outputs}", learned.outputs)),
        ("parameters", format!("{} weights{of_all}", count(learned.parameters as u64))),
        ("sees", sees(shape.kind)),
        ("critic saw", critic(shape.critic)),
        ("feature version", versions(&features.file, &features.program)),
    ];
    lines.into_iter().chain(adapters).collect()
}

/// What a lane sees through a network.
fn sees(kind: NetworkKind) -> String {
    match kind {
        NetworkKind::Lane => "the lane alone".to_owned(),
        NetworkKind::Hub { heads: 1 } => "the lanes of its hub, by attention".to_owned(),
        NetworkKind::Hub { heads } => format!("the lanes of its hub, by attention with {heads} heads"),
        NetworkKind::Graph { rounds: 1 } => "the lanes of the hubs that it connects, by messages".to_owned(),
        NetworkKind::Graph { rounds } => format!("lanes up to {rounds} hops away, by messages"),
    }
}

fn critic(view: CriticView) -> String {
    match view {
        CriticView::Local => sees(NetworkKind::Lane),
        CriticView::Pooled => "the lane, and the mean of all lanes".to_owned(),
        CriticView::Network(kind) => sees(kind),
    }
}

/// Columns of a row, by what they are of.
fn inputs(learned: &LearnedPolicy) -> String {
    let of = |n: usize, what: &str| (n > 0).then(|| format!("{} {what}", count(n as u64)));
    let parts = [
        of(learned.shape.lane_features, "features of a lane"),
        of(learned.shape.space.choice_features, "of a choice"),
        of(learned.hints(), "of a teacher's hint, which are 0 at work"),
        of(learned.shape.n_hubs(), "of the hub"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let sum = if parts.len() > 1 { format!("{}: ", count(learned.inputs as u64)) } else { String::new() };
    sum + &parts.join(", ")
}

fn versions(file: &str, program: &str) -> String {
    if file == program {
        format!("{file}, which this program has too")
    } else {
        format!("{file}, which stands for {program}; this program has it too")
    }
}

fn training(learned: &LearnedPolicy) -> Lines {
    let provenance = &learned.provenance;
    let commit = provenance.commit.as_ref().map_or_else(String::new, |commit| format!(", commit {commit}"));
    let word = |table: &str, key: &str| learned.setting(table, key).and_then(toml::Value::as_str).map(str::to_owned);
    let mut lines = vec![("trained by", format!("linehaul {}{commit}", provenance.version))];
    if let Some(family) = word("worlds", "family") {
        let cases: Vec<&str> = learned
            .setting("worlds", "cases")
            .and_then(toml::Value::as_array)
            .map_or_else(Vec::new, |cases| cases.iter().filter_map(toml::Value::as_str).collect());
        let beside = if cases.is_empty() { String::new() } else { format!(", beside {}", cases.join(", ")) };
        lines.push(("trained on", format!("worlds of family {family}{beside}")));
    }
    if let Some(teacher) = word("imitation", "heuristic").filter(|name| name != "none") {
        lines.push(("imitated first", teacher));
    }
    let of = learned.settings.as_ref().and_then(|all| all.get("iterations")?.as_integer());
    let of = of.map_or_else(String::new, |all| format!(" of {}", count(all.unsigned_abs())));
    lines.extend([
        ("seed", provenance.seed.to_string()),
        ("iterations", format!("{}{of}", count(provenance.iterations))),
        ("hub-hours", count(provenance.hub_steps)),
    ]);
    lines
}

/// The score, and more of it where the file has more.
fn held_out(learned: &LearnedPolicy) -> Lines {
    let Some(score) = learned.provenance.score else { return vec![("held out", "no score".to_owned())] };
    let n = learned.setting("checkpoint", "worlds").and_then(toml::Value::as_integer).map(i64::unsigned_abs);
    let mut lines = vec![("held-out score", format!("{} of the cost of the tuned heuristic", number(score, 4)))];
    match &learned.provenance.held_out {
        Some(figures) => {
            if let (Some(low), Some(high)) = (figures.low, figures.high) {
                lines.push(("95 % over worlds", interval(low, high)));
            }
            lines.push((
                "cheaper on",
                format!("{} of {}", figures.cheaper, counted(figures.worlds as usize, "held-out world")),
            ));
        }
        None => lines.extend(n.map(|n| ("held-out worlds", count(n)))),
    }
    lines
}
