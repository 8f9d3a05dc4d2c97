use super::*;
use crate::decide::actions::ActionSpace;

fn fault(text: &str, set: &[&str]) -> ConfigError {
    let resolved = TypedConfig::parse(text).and_then(|mut typed| {
        set.iter().try_for_each(|assignment| typed.set(assignment))?;
        typed.resolve()
    });
    resolved.expect_err("this must be refused")
}

#[test]
fn what_is_left_out_is_the_default() {
    let config = TypedConfig::parse("seed = 7\n[ppo]\nlr = 0.5\n").unwrap().resolve().unwrap();
    let expected =
        TrainConfig { seed: 7, ppo: PpoConfig { lr: 0.5, ..PpoConfig::default() }, ..TrainConfig::default() };
    assert_eq!(config, expected);
}

#[test]
fn a_resolved_config_is_read_back_as_it_is() {
    let config = TrainConfig::default();
    let text = toml::to_string(&config).unwrap();
    assert_eq!(TypedConfig::parse(&text).unwrap().resolve().unwrap(), config);
}

#[test]
fn an_override_wins_over_the_file_and_needs_no_table_there() {
    let mut typed = TypedConfig::parse("[ppo]\nlr = 0.5\n").unwrap();
    for set in ["ppo.lr=3e-4", "policy.action=urgency", "policy.hidden=[32]"] {
        typed.set(set).unwrap();
    }
    let config = typed.resolve().unwrap();
    assert_eq!((config.ppo.lr, config.policy.action), (3e-4, ActionSpace::Urgency));
    assert_eq!(config.policy.hidden, [32]);
}

#[test]
fn a_number_may_begin_with_its_point() {
    let mut typed = TypedConfig::parse("").unwrap();
    typed.set("ppo.gamma=.97").unwrap();
    assert_eq!(typed.resolve().unwrap().ppo.gamma.to_bits(), 0.97_f32.to_bits());
}

#[test]
fn an_unknown_key_names_its_place_and_the_nearest() {
    let text = "seed = 1\n[ppo]\nepoch = 3\n";
    let fault = fault(text, &[]);
    assert_eq!(&text[fault.span.clone().unwrap()], "epoch");
    assert_eq!((fault.key.as_str(), fault.remedy.as_str()), ("ppo.epoch", "did you mean `epochs`?"));
}

#[test]
fn an_unknown_override_names_the_nearest() {
    assert_eq!(fault("", &["ppo.gama=0.9"]).remedy, "did you mean `gamma`?");
    assert_eq!(fault("", &["pppo.gamma=0.9"]).remedy, "did you mean `ppo`?");
    assert_eq!(fault("", &["gamma"]).remedy, "write it as ppo.lr=3e-4");
}

#[test]
fn a_value_out_of_range_is_named_with_its_range() {
    assert_eq!(fault("[ppo]\nclip = 2.0\n", &[]).to_string(), "ppo.clip is 2; it must be between 0 and 1");
    assert_eq!(fault("", &["worlds.family=dens"]).key, "worlds.family");
    assert_eq!(fault("", &["worlds.multiplier=1e-7"]).key, "worlds.multiplier");
}

#[test]
fn a_value_out_of_range_is_placed_unless_an_override_gave_it() {
    let text = "[ppo]\nlambda = 1.5\n[policy]\nhidden = [0]\n";
    assert_eq!(&text[fault(text, &["policy.hidden=[8]"]).span.unwrap()], "1.5");
    assert_eq!(&text[fault(text, &["ppo.lambda=.9"]).span.unwrap()], "[0]");
    assert_eq!(fault(text, &["ppo.lambda=2", "policy.hidden=[8]"]).span, None);
}

#[test]
fn a_value_of_the_wrong_kind_is_placed() {
    let text = "[ppo]\nlr = \"fast\"\n";
    assert_eq!(&text[fault(text, &[]).span.unwrap()], "\"fast\"");
}

#[test]
fn networks_that_see_what_is_not_there_are_refused() {
    assert_eq!(fault("", &["network.kind=hub", "network.heads=3"]).key, "network.heads");
    assert_eq!(fault("", &["policy.critic=hub", "network.heads=3"]).key, "network.heads");
    assert_eq!(fault("", &["network.kind=graph", "policy.action=options"]).key, "policy.action");
    assert_eq!(fault("", &["network.kind=graph", "policy.mode=round-robin"]).key, "policy.mode");
    assert_eq!(fault("", &["policy.critic=graph", "policy.mode=per-hub"]).key, "policy.mode");
    assert_eq!(fault("", &["network.rounds=0"]).key, "network.rounds");
}

#[test]
fn adapters_without_hubs_or_a_trunk_are_refused() {
    assert_eq!(fault("", &["network.adapters=4"]).key, "network.adapters");
    let cases = r#"worlds.cases=["data/us-metro-12"]"#;
    assert_eq!(fault("", &["network.adapters=4", cases, "policy.mode=round-robin"]).key, "network.adapters");
    assert_eq!(fault("", &["network.trunk=fixed", "from=run", cases]).key, "network.trunk");
    assert_eq!(fault("", &["network.trunk=fixed", "network.adapters=4", cases]).key, "network.trunk");
}
