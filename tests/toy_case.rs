//! A case of three hubs in a row, as files that a test can spoil.
//!
//! a -100 km, 2 h- b -200 km, 3 h- c, both ways; a van of 1 t and 8 m3, a truck of 10 t and 50 m3.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::program::{Finished, schedule};

const FILES: [(&str, &str); 5] = [
    ("case.toml", "name = \"toy\"\nhours = 48\nstart = 2024-01-01T00:00:00Z\ncurrency = \"EUR\"\n"),
    ("hubs.csv", "id,name,lat,lon,max_dispatch_per_hour\na,Aachen,50.5,6,2\nb,Bonn,50.7,7,2\nc,Köln,51,7,2\n"),
    ("lanes.csv", "from,to,km,hours\na,b,100,2\nb,c,200,3\nc,b,200,3\nb,a,100,2\n"),
    ("vehicles.csv", "id,max_kg,max_m3,cost_per_km,cost_per_dispatch\ntruck,10000,50,1.2,40\nvan,1000,8,0.6,20\n"),
    (
        "packages.csv",
        "id,origin,destination,released_at,due_at,kg,m3,value\n\
         1,a,c,2024-01-01T00:30:00Z,2024-01-01T12:00:00Z,500,2.5,900\n\
         2,b,c,2024-01-01T05:00:00Z,2024-01-02T00:00:00Z,40,0.25,100\n\
         3,c,a,2024-01-01T06:00:00Z,2024-01-02T00:00:00Z,7.5,0.125,20000\n",
    ),
];

/// A folder with the case in `case` and room for a schedule in `out`.
pub struct Toy {
    folder: TempDir,
}

impl Toy {
    /// The sound case.
    pub fn new() -> Self {
        let toy = Self { folder: TempDir::new().unwrap() };
        fs::create_dir(toy.case()).unwrap();
        for (name, text) in FILES {
            toy.write(name, text);
        }
        toy
    }

    /// Case folder.
    pub fn case(&self) -> PathBuf {
        self.folder.path().join("case")
    }

    /// Folder that no command has written yet.
    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// Writes a file of the case.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.case().join(name), bytes).unwrap();
    }

    /// Removes a file of the case.
    pub fn remove(&self, name: &str) {
        fs::remove_file(self.case().join(name)).unwrap();
    }

    /// Replaces text that must be there once.
    pub fn replace(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.case().join(name)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {name}");
        self.write(name, text.replace(from, to));
    }

    /// Runs `linehaul schedule`.
    pub fn schedule(&self, more: &[&str]) -> Finished {
        schedule(&self.case(), &self.out(), more)
    }
}
