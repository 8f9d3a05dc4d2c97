//! Pages as the command writes them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use linehaul_tables::write_schedule_files;
use serde_json::Value;
use tempfile::TempDir;

use crate::demo;
use crate::program::{Finished, linehaul};

/// The schedule of the demo case and its page.
pub struct DemoPage {
    folder: TempDir,
}

/// Written once for all tests.
pub static DEMO: LazyLock<DemoPage> = LazyLock::new(|| {
    let page = DemoPage { folder: TempDir::new().unwrap() };
    write_schedule_files(&page.schedule(), &demo::SCHEDULE).unwrap();
    report(&page.schedule(), &["--case".as_ref(), &demo::dir(), "--out".as_ref(), &page.html()]).assert_code(0);
    page
});

impl DemoPage {
    /// Folder of the schedule.
    pub fn schedule(&self) -> PathBuf {
        self.folder.path().join("schedule")
    }

    /// The page.
    pub fn html(&self) -> PathBuf {
        self.folder.path().join("page.html")
    }

    /// `summary.json`'s figures.
    pub fn summary(&self) -> Value {
        let json: Value = serde_json::from_slice(&fs::read(self.schedule().join("summary.json")).unwrap()).unwrap();
        json["summary"].clone()
    }
}

/// `linehaul report`.
pub fn report(folder: &Path, more: &[&Path]) -> Finished {
    let given = ["report".as_ref(), folder.as_os_str()];
    linehaul(given.into_iter().chain(more.iter().map(|part| part.as_os_str())))
}

/// The data in a page.
pub fn data(html: &Path) -> Value {
    let html = fs::read_to_string(html).unwrap();
    let json = html.split("id=\"data\">").nth(1).unwrap().split("</script>").next().unwrap();
    serde_json::from_str(json).unwrap()
}
