use proptest::prelude::*;

use super::*;
use crate::random::{Recipe, random, random_file};

const SMALL: &str = r#"
vehicles = [{ id = "van", max_kg = 1500, max_m3 = 14.5 }, { id = "semi", max_kg = 24000, max_m3 = 85 }]
lanes = [{ id = "A", trucks = 2, costs = { van = 40, semi = 60.5 } }]
packages = [{ id = "p", kg = 0.29, m3 = 0.000001, options = [{ lane = "A", value = 3 }] }]
"#;

fn error(from: &str, to: &str) -> InstanceError {
    assert!(SMALL.contains(from));
    Instance::new(&toml::from_str(&SMALL.replacen(from, to, 1)).unwrap()).unwrap_err()
}

#[test]
fn sizes_are_kept_to_the_gram_and_the_millilitre() {
    let instance: Instance = toml::from_str(SMALL).unwrap();
    assert_eq!((instance.grams()[0], instance.ml()[0]), (290, 1));
    assert_eq!((instance.vehicles()[0].grams, instance.vehicles()[0].ml), (1_500_000, 14_500_000));
    assert_eq!(instance.lanes()[0].costs, [40.0, 60.5]);
    assert_eq!((instance.max_trucks(), instance.vehicles()[1].available), (UNLIMITED, UNLIMITED));
}

#[test]
fn faults_name_field_value_and_remedy() {
    let cases = [
        ("kg = 0.29", "kg = -1", "packages[0] \"p\".kg: -1 is out of range", "give kilograms from 0 to 4294967"),
        ("kg = 0.29", "kg = nan", "packages[0] \"p\".kg: NaN is out of range", "give kilograms from 0 to 4294967"),
        (
            "max_m3 = 85",
            "max_m3 = 4295",
            "vehicles[1] \"semi\".max_m3: 4295 is out of range",
            "give cubic metres from 0 to 4294",
        ),
        ("lane = \"A\"", "lane = \"a\"", "packages[0] \"p\".options.lane: there is no \"a\"", "use one of A"),
        (
            "{ van = 40, semi",
            "{ van = 40, semy",
            "lanes[0] \"A\".costs: there is no \"semy\"",
            "did you mean \"semi\"?",
        ),
        (
            "{ van = 40, semi = 60.5 }",
            "{ van = 40 }",
            "lanes[0] \"A\".costs: the cost of \"semi\" is missing",
            "add it, or bar the type by `vehicle_types`",
        ),
        (
            "{ van = 40, semi = 60.5 }",
            "[40]",
            "lanes[0] \"A\".costs: a list of 1 is out of range",
            "give one cost for each of the 2 vehicles, in their order",
        ),
        (
            "value = 3",
            "value = inf",
            "packages[0] \"p\".options.value: inf is out of range",
            "give an amount from 0 to 1e12",
        ),
        (
            "[{ lane = \"A\", value = 3 }]",
            "[]",
            "packages[0] \"p\".options: a lane is missing",
            "list the lane that it takes, and lanes of detours behind it",
        ),
        (
            "m3 = 0.000001",
            "m3 = 1, priority = 3",
            "packages[0] \"p\".priority: 3 is out of range",
            "give a priority from 0 to 2",
        ),
        ("id = \"semi\"", "id = \"van\"", "vehicles[1].id: \"van\" occurs twice", "give each its own id"),
        (
            "\nvehicles",
            "\nseparate = [[\"x\", \"x\"]]\nvehicles",
            "separate[0]: \"x\" occurs twice",
            "name two different classes",
        ),
    ];
    for (from, to, problem, remedy) in cases {
        let error = error(from, to);
        assert_eq!((error.to_string().as_str(), error.remedy()), (problem, remedy));
        assert!(problem.starts_with(error.field()));
    }
}

#[test]
fn costs_of_barred_types_are_infinite() {
    let text = SMALL.replace("{ van = 40, semi = 60.5 }", "[40, 60], vehicle_types = [\"van\"]");
    let instance: Instance = toml::from_str(&text).unwrap();
    assert_eq!(instance.lanes()[0].costs, [40.0, f64::INFINITY]);
    assert!(instance.lanes()[0].allows(0) && !instance.lanes()[0].allows(1));
}

#[test]
fn keys_that_nobody_reads_are_refused() {
    let unknown = toml::from_str::<InstanceFile>(&SMALL.replace("kg = 0.29", "kgs = 0.29")).unwrap_err();
    assert!(unknown.to_string().contains("unknown field `kgs`"), "{unknown}");
    let costs = toml::from_str::<InstanceFile>(&SMALL.replace("{ van = 40, semi = 60.5 }", "40")).unwrap_err();
    assert!(costs.to_string().contains("costs are a table by vehicle id or a list"), "{costs}");
}

proptest! {
    #[test]
    fn instances_survive_toml_and_json(seed in any::<u64>()) {
        let recipe = Recipe { packages: 20, lanes: 3, vehicles: 3, trucks: 3, rules: true };
        let instance = random(seed, recipe);
        let toml: Instance = toml::from_str(&toml::to_string(&instance).unwrap()).unwrap();
        let json: Instance = serde_json::from_str(&serde_json::to_string(&instance).unwrap()).unwrap();
        prop_assert_eq!(&toml, &json);
        // Classes are numbered as packages name them, so this holds where all are named.
        prop_assert_eq!(Instance::new(&random_file(seed, recipe)).unwrap(), json);
    }

    #[test]
    fn every_gram_survives_as_kilograms(grams in any::<u32>()) {
        let text = SMALL.replace("0.29", &format!("{}", f64::from(grams) / 1e3));
        match toml::from_str::<Instance>(&text) {
            Ok(instance) => prop_assert_eq!(instance.grams()[0], grams),
            Err(_) => prop_assert!(grams > 4_294_967_000),
        }
    }
}
