//! The name that somebody may have meant.

/// Least likeness, 0 to 1 (Jaro and Winkler), at which a name is proposed.
const LIKE: f64 = 0.75;

/// The known name that is most like a wrong one, if any is.
pub fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let alike = |known: &str| strsim::jaro_winkler(name, known);
    known.iter().copied().max_by(|a, b| alike(a).total_cmp(&alike(b))).filter(|near| alike(near) > LIKE)
}
