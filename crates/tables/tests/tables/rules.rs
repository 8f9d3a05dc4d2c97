//! `rules.toml`: names become indices, and whatever is unclear points at its line.

use linehaul_case::rules::{MustRide, Scope};
use linehaul_case::{Case, ClassId, HubId, LaneId};

use crate::toy::Toy;

fn toy() -> Toy {
    let toy = Toy::new();
    toy.replace("packages.csv", "m3,value\n", "m3,value,class\n");
    for (row, class) in [("2.5,900", ""), ("0.25,100", "food"), ("0.125,20000", "paint")] {
        toy.replace("packages.csv", row, &format!("{row},{class}"));
    }
    toy
}

fn case(rules: &str) -> Case {
    let toy = toy();
    toy.write("rules.toml", rules);
    toy.read().unwrap().case
}

#[test]
fn every_table_is_read() {
    let rules = case(
        "[[closure]]\nweek = [\"sat 18 - mon 06\", \"wed\"]\n\
         [[curfew]]\nweek = \"fri 22-24\"\nhub = \"c\"\n\
         [[separate]]\nclasses = [\"general\", \"food\", \"paint\"]\n\
         [[must_ride]]\nclass = \"food\"\n[[must_ride]]\npackages = [3, \"1\"]\n\
         [[surge]]\nhours = [0, 24]\nfactor = 1.5\norigin = \"a\"\n\
         [[tariff]]\nhours = [0, 24]\nfactor = 2\nlane = [\"c\", \"b\"]\n\
         [[slowdown]]\nhours = [3, 4]\nextra_hours = 5\n\
         [[blockade]]\nhours = [1, 2]\nlane = [\"b\", \"a\"]\n\
         [[outage]]\nhours = [1, 9]\nhub = \"b\"\n",
    )
    .into_tables()
    .rules;
    assert_eq!(rules.closures[0].hours_of_week, [138..168, 0..6, 48..72]);
    assert_eq!((rules.closures[0].scope, rules.curfews[0].scope), (Scope::Network, Scope::Hub(HubId(2))));
    assert_eq!(rules.separate, [[0, 1], [0, 2], [1, 2]].map(|pair| pair.map(ClassId)));
    assert_eq!(rules.must_ride, [MustRide::Class(ClassId(1)), MustRide::Package(2), MustRide::Package(0)]);
    assert_eq!((rules.surges[0].origin, rules.surges[0].destination), (Some(HubId(0)), None));
    // Sorted by origin the lanes are a-b, b-c, b-a, c-b; in the file c-b comes before b-a.
    assert_eq!((rules.tariffs[0].scope, rules.blockades[0].scope), (Scope::Lane(LaneId(3)), Scope::Lane(LaneId(2))));
    assert_eq!((rules.slowdowns[0].extra_hours, rules.outages[0].hours.clone()), (5, 1..9));
}

#[test]
fn a_barred_type_is_taken_from_its_lane() {
    let case = case("[[barred]]\nlane = [\"b\", \"a\"]\nvehicles = [\"van\"]\n");
    // The van is the second row of the file and the first type of the case.
    assert_eq!(case.lanes().iter().map(|lane| lane.types).collect::<Vec<_>>(), [3, 3, 2, 3]);
}

#[test]
fn faults_point_at_their_line() {
    for (rules, line, part) in [
        ("[[closures]]\nweek = \"sat\"\n", 1, "did you mean `closure`?"),
        ("[[closure]]\nweak = \"sat\"\n", 2, "did you mean `week`?"),
        ("\n[[closure]]\nhub = \"a\"\n", 2, "`week` is missing"),
        ("[[closure]]\nweek = [\"sat\",\n \"sumday\"]\n", 3, "\"sumday\" is not a part of the week"),
        ("[[closure]]\nweek = \"sat\"\nhub = \"z\"\n", 3, "no hub \"z\""),
        ("[[curfew]]\nweek = \"sat\"\nlane = [\"a\", \"c\"]\n", 3, "no lane between"),
        ("[[curfew]]\nweek = \"sat\"\nlane = [\"a\", \"b\"]\nhub = \"a\"\n", 3, "one of them"),
        ("[[separate]]\nclasses = [\"food\", \"paimt\"]\n", 2, "did you mean `paint`?"),
        ("[[separate]]\nclasses = [\"food\"]\n", 2, "two or more"),
        ("[[must_ride]]\npackages = [1, 77]\n", 2, "no package \"77\""),
        ("[[must_ride]]\n", 1, "either `class` or `packages`"),
        ("[[barred]]\nlane = [\"a\", \"b\"]\nvehicles = [\"vann\"]\n", 3, "did you mean `van`?"),
        ("[[barred]]\nlane = [\"a\", \"b\"]\nvehicles = [\"van\",\n \"truck\"]\n", 4, "no vehicle type may drive"),
        ("[[surge]]\nhours = [5, 5]\nfactor = 2\n", 2, "from < until"),
        ("[[surge]]\nhours = [0, 5]\nfactor = -1\n", 3, "give 0 to 100"),
        ("[[tariff]]\nhours = [0, 5]\nfactor = 0\n", 3, "above 0"),
        ("[[slowdown]]\nhours = [0, 5]\nextra_hours = 300\n", 3, "from 0 to 240"),
        ("[[outage]]\nhours = [0, 5]\n", 1, "`hub` is missing"),
    ] {
        let toy = toy();
        toy.write("rules.toml", rules);
        let error = toy.fault();
        let message = error.to_string();
        assert!(error.path.ends_with("rules.toml") && message.contains(part), "{message}\nlacks {part:?}");
        assert_eq!(error.line, Some(line), "{message}");
    }
}
