//! The metadata name the case. A wrong seed shows in the packages; policy and version are nobody's to prove.

use linehaul_tables::ScheduleMeta;

use crate::Basis;
use crate::report::{Report, Table};

pub fn check(basis: &Basis, case_hash: &str, meta: &ScheduleMeta, report: &mut Report) {
    let rule = "a schedule is of one case";
    report.equal(Table::Metadata.whole("case"), rule, meta.case.as_str(), basis.case.name());
    report.equal(Table::Metadata.whole("case_hash"), rule, meta.case_hash.as_str(), case_hash);
}
