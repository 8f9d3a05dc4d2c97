//! The metadata name the case. A wrong seed shows in the packages; policy and version are nobody's to prove.

use linehaul_case::Case;
use linehaul_tables::ScheduleMeta;
use linehaul_tables::schema::schedule_files::META;

use crate::report::{Report, Table};

pub fn check(case: &Case, case_hash: &str, meta: &ScheduleMeta, report: &mut Report) {
    let rule = "a schedule is of one case";
    report.equal(Table::Metadata.whole(&META.case), rule, meta.case.as_str(), case.name());
    report.equal(Table::Metadata.whole(&META.case_hash), rule, meta.case_hash.as_str(), case_hash);
}
