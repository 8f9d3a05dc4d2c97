//! A failure as the user sees it: the message, the faulty part of a file where there is one, and what to do.

use std::fmt::{self, Display};

use linehaul_app::failure::Failure;
use miette::{Diagnostic, LabeledSpan, MietteHandlerOpts, NamedSource, SourceCode};

use crate::terminal;

/// Prints a failure: one line with the place and the problem, the faulty part of the file if it is text, one line of help.
///
/// Lines are not wrapped, so that a path or a value can be searched for and copied whole.
pub fn print_failure(failure: Failure) {
    let color = terminal::is_styled(&std::io::stderr());
    // Refused when a handler is there already: then that one prints.
    let _ =
        miette::set_hook(Box::new(move |_| Box::new(MietteHandlerOpts::new().wrap_lines(false).color(color).build())));
    let source = failure.excerpt.map(|excerpt| {
        let label = LabeledSpan::at(excerpt.span, "here");
        (NamedSource::new(excerpt.file, excerpt.text), label)
    });
    eprint!("{:?}", miette::Report::new(Drawn { message: failure.message, remedy: failure.remedy, source }));
}

/// What is drawn.
#[derive(Debug)]
struct Drawn {
    message: String,
    remedy: String,
    source: Option<(NamedSource<String>, LabeledSpan)>,
}

impl Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn {}

impl Diagnostic for Drawn {
    fn help(&self) -> Option<Box<dyn Display + '_>> {
        (!self.remedy.is_empty()).then(|| Box::new(&self.remedy) as Box<dyn Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| &source.0 as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.source.as_ref().map(|source| Box::new(std::iter::once(source.1.clone())) as Box<dyn Iterator<Item = _>>)
    }
}
