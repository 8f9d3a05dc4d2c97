//! `summary.json`: the figures of a schedule as keys. They are declared with their type, in `linehaul_case::schedule::Summary`.

use linehaul_case::schedule::{FigureKind, Summary};

use crate::column::{Column, Kind, Table};

/// The figures.
pub const SUMMARY: Table = Table {
    file: "summary.json, summary",
    about: " The figures of a schedule; `docs/metrics.md` defines each.",
    columns: &COLUMNS,
};

const N_FIGURES: usize = Summary::FIGURES.len();

const COLUMNS: [Column; N_FIGURES] = {
    let blank = Column { name: "", kind: Kind::Float, unit: "", if_empty: None, optional: false, meaning: "" };
    let mut columns = [blank; N_FIGURES];
    let mut at = 0;
    while at < N_FIGURES {
        let figure = &Summary::FIGURES[at];
        columns[at] =
            Column { name: figure.name, unit: figure.unit, meaning: figure.meaning, kind: kind(figure.kind), ..blank };
        at += 1;
    }
    columns
};

const fn kind(figure: FigureKind) -> Kind {
    match figure {
        FigureKind::Money | FigureKind::Ratio => Kind::Float,
        FigureKind::Count => Kind::Int,
        FigureKind::ByType => Kind::List,
    }
}
