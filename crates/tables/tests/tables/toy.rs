//! A case of three hubs in a row, as files that a test can spoil.
//!
//! a -100 km, 2 h- b -200 km, 3 h- c, both ways; a van of 1 t and 8 m3, a truck of 10 t and 50 m3.

use std::fs;
use std::path::Path;

use linehaul_tables::{LoadedCase, TablesError, read_case};
use tempfile::TempDir;

/// A case folder that goes away with the test.
pub struct Toy {
    pub dir: TempDir,
}

impl Toy {
    /// The sound case, with packages in CSV.
    pub fn new() -> Self {
        let toy = Self { dir: TempDir::new().unwrap() };
        toy.write(
            "case.toml",
            "name = \"toy\"\nhours = 48\nstart = 2024-01-01T00:00:00Z\ncurrency = \"EUR\"\nsource = \"made up\"\n",
        );
        toy.write(
            "hubs.csv",
            "id,name,lat,lon,max_dispatch_per_hour\na,Aachen,50.5,6,2\nb,Bonn,50.7,7,2\nc,Köln,51,7,2\n",
        );
        toy.write("lanes.csv", "from,to,km,hours\na,b,100,2\nb,c,200,3\nc,b,200,3\nb,a,100.5,2\n");
        toy.write(
            "vehicles.csv",
            "id,max_kg,max_m3,cost_per_km,cost_per_dispatch\ntruck,10000,50,1.2,40\nvan,1000,8,0.6,20\n",
        );
        toy.write(
            "packages.csv",
            "id,origin,destination,announced_at,released_at,due_at,kg,m3,value\n\
             1,a,c,2024-01-01T00:00:00Z,2024-01-01T00:30:00Z,2024-01-01T12:00:00Z,500,2.5,900\n\
             2,b,c,2024-01-01T00:00:00Z,2024-01-01T05:00:00Z,2024-01-02T00:00:00Z,40,0.25,100\n\
             3,c,a,2023-12-31T00:00:00Z,2024-01-01T06:00:00Z,2024-01-02T00:00:00Z,7.5,0.125,20000\n",
        );
        toy
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path().join(name), bytes).unwrap();
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path().join(name)).unwrap();
    }

    /// Replaces text that must be there.
    pub fn replace(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path().join(name)).unwrap();
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, text.replace(from, to));
    }

    pub fn read(&self) -> Result<LoadedCase, TablesError> {
        read_case(self.path())
    }

    /// The error that this case must give.
    pub fn fault(&self) -> TablesError {
        self.read().expect_err("this case is broken")
    }
}

#[test]
fn packages_of_the_last_part_of_an_hour_are_left_out_and_later_ones_refused() {
    let toy = Toy::new();
    // The horizon ends with hour 47; a release at 47:30 rounds up to hour 48, which never comes.
    toy.replace(
        "packages.csv",
        "2,b,c,2024-01-01T00:00:00Z,2024-01-01T05:00:00Z,2024-01-02",
        "2,b,c,2024-01-01T00:00:00Z,2024-01-02T23:30:00Z,2024-01-04",
    );
    let loaded = toy.read().unwrap();
    assert_eq!((loaded.left_out, loaded.case.packages().len()), (1, 2));
    // Faults of later rows keep their line.
    toy.replace("packages.csv", "20000", "-1");
    assert_eq!(toy.fault().line, Some(4));
    toy.replace("packages.csv", "-1\n", "1\n");
    toy.replace("packages.csv", "2024-01-02T23:30:00Z", "2024-01-03T00:30:00Z");
    assert!(toy.fault().to_string().contains("released in hour 49"));
}

#[test]
fn the_toy_case_is_sound() {
    let case = Toy::new().read().unwrap().case;
    // The van is the smaller type and comes first; hand-over at 0:30 counts from hour 1.
    assert_eq!(case.vehicles().iter().map(|v| v.id.as_str()).collect::<Vec<_>>(), ["van", "truck"]);
    assert_eq!((case.packages().released_hour(0), case.packages().due_hour(0)), (1, 12));
    assert_eq!(case.lanes().iter().map(|lane| lane.types).collect::<Vec<_>>(), [3; 4]);
}
