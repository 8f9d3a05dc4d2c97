//! From the package ids of a file to rows of the demand.

use std::borrow::Cow;
use std::collections::HashMap;

use linehaul_case::PackageIds;

use crate::report::{Place, Report};

/// Rows of the demand by id.
pub struct PackageRowsById<'a> {
    kind: Kind,
    rows: HashMap<Key<'a>, usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Numbers,
    Texts,
}

#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Number(i64),
    Text(Cow<'a, str>),
}

impl<'a> PackageRowsById<'a> {
    /// Indexes the ids of a demand.
    pub fn of(ids: &'a PackageIds) -> Self {
        let kind = kind(ids);
        let rows = (0..ids.len()).filter_map(|row| Some((key(ids, row, kind)?, row))).collect();
        Self { kind, rows }
    }

    /// Claims that ids of a file are of the demand's kind; of the other kind they are read as well as can be.
    pub fn check_kind(&self, ids: &PackageIds, place: Place, report: &mut Report) {
        let text = |kind| match kind {
            Kind::Numbers => "whole numbers".to_owned(),
            Kind::Texts => "text".to_owned(),
        };
        let same = ids.is_empty() || kind(ids) == self.kind;
        report.check(same, place, "ids are those of the case", || (text(kind(ids)), text(self.kind)));
    }

    /// The row of the demand that a row of a file means.
    pub fn get(&self, ids: &PackageIds, row: usize) -> Option<usize> {
        self.rows.get(&key(ids, row, self.kind)?).copied()
    }
}

fn kind(ids: &PackageIds) -> Kind {
    match ids {
        PackageIds::Numbers(_) => Kind::Numbers,
        PackageIds::Texts(_) => Kind::Texts,
    }
}

fn key(ids: &PackageIds, row: usize, kind: Kind) -> Option<Key<'_>> {
    Some(match (ids, kind) {
        (PackageIds::Numbers(ids), Kind::Numbers) => Key::Number(ids[row]),
        (PackageIds::Texts(ids), Kind::Texts) => Key::Text(Cow::Borrowed(&ids[row])),
        (PackageIds::Texts(ids), Kind::Numbers) => Key::Number(ids[row].parse().ok()?),
        (PackageIds::Numbers(ids), Kind::Texts) => Key::Text(Cow::Owned(ids[row].to_string())),
    })
}
