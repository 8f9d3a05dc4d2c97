//! Which file of a crate needs which, and files that need each other.
//!
//! A file needs another if it names something that is defined there. To declare a module, or to hand a name on by `pub use` that the
//! file itself does not use, needs nothing. A name that comes by way of such a file leads to the one that defines it.

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::house::{Crate, File};

type Module = Vec<String>;
/// By file: the files that it needs.
pub type Needs<'c> = BTreeMap<&'c str, BTreeSet<&'c str>>;

/// A name is handed on over fewer files than this.
const LONGEST_WAY: usize = 16;

pub fn needs(house: &Crate) -> Needs<'_> {
    let of = |(module, file)| (file_path(house, module), needed(house, module, file));
    house.files.iter().map(of).collect()
}

fn needed<'c>(house: &'c Crate, module: &'c Module, file: &'c File) -> BTreeSet<&'c str> {
    let names = Names { files: &house.files, module };
    let used: BTreeSet<&str> = file.source.paths.iter().map(|path| path[0].as_str()).collect();
    let imported = file.source.uses.iter().filter(|one| !one.for_others || used.contains(one.name.as_str()));
    let said = file.source.paths.iter().filter(|path| path.len() > 1);
    let definers = imported.map(|one| &one.path).chain(said).filter_map(|path| names.definer(path));
    definers.filter(|definer| *definer != module).map(|definer| file_path(house, definer)).collect()
}

fn file_path<'c>(house: &'c Crate, module: &Module) -> &'c str {
    &house.files[module].path
}

/// Groups of files each of which needs, directly or round about, each other.
pub fn circles<'c>(needs: &Needs<'c>) -> Vec<Vec<&'c str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = needs.keys().map(|&file| (file, reach(needs, file))).collect();
    let mut circles = BTreeSet::new();
    for (file, there) in &reached {
        if there.contains(file) {
            let back = there.iter().filter(|other| reached[*other].contains(file));
            circles.insert(back.copied().collect::<Vec<_>>());
        }
    }
    circles.into_iter().collect()
}

fn reach<'c>(needs: &Needs<'c>, from: &str) -> BTreeSet<&'c str> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(file) = open.pop() {
        for &next in &needs[file] {
            if reached.insert(next) {
                open.push(next);
            }
        }
    }
    reached
}

/// The names that a file can say.
struct Names<'c> {
    files: &'c BTreeMap<Module, File>,
    module: &'c Module,
}

impl<'c> Names<'c> {
    /// The module that defines what a path names; `None` for other crates, for names of the file's own and for modules as such.
    fn definer(&self, path: &[String]) -> Option<&'c Module> {
        let mut full = self.full(path, LONGEST_WAY)?;
        for _ in 0..LONGEST_WAY {
            let module = self.holder(&full)?;
            let rest = &full[module.len()..];
            let name = rest.first()?;
            let there = Names { files: self.files, module };
            match there.imported(name).and_then(|import| there.full(import, LONGEST_WAY)) {
                Some(way) => full = [way, rest[1..].to_vec()].concat(),
                None if there.imported(name).is_some() => return None,
                None => return Some(module),
            }
        }
        None
    }

    /// The path from the root of the crate; `None` if it leads elsewhere.
    fn full(&self, path: &[String], ways_left: usize) -> Option<Module> {
        let ways_left = ways_left.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        let begin = match first.as_str() {
            "crate" => Module::new(),
            "self" => self.module.clone(),
            "super" => {
                let parent = self.module.split_last()?.1.to_vec();
                let supers = rest.iter().take_while(|name| *name == "super").count();
                let parent = parent[..parent.len().checked_sub(supers)?].to_vec();
                return Some([parent, rest[supers..].to_vec()].concat());
            }
            name if self.files[self.module].source.modules.iter().any(|module| module == name) => {
                [&self.module[..], &[name.to_owned()]].concat()
            }
            name => self.full(self.imported(name).filter(|import| import != &path)?, ways_left)?,
        };
        Some([begin, rest.to_vec()].concat())
    }

    fn imported(&self, name: &str) -> Option<&'c [String]> {
        let uses = &self.files[self.module].source.uses;
        uses.iter().find(|one| one.name == name).map(|one| &one.path[..])
    }

    /// The innermost module with a file on a path.
    fn holder(&self, full: &[String]) -> Option<&'c Module> {
        let lengths = (0..=full.len()).rev();
        lengths.filter_map(|length| self.files.get_key_value(&full[..length])).map(|(module, _)| module).next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::source::Source;

    fn found(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let file = |&(path, text): &(&str, &str)| {
            let module = path.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect();
            (module, File { path: path.to_owned(), source: Source::of(text) })
        };
        let files = files.iter().map(file).collect();
        let house = Crate { name: String::new(), needs: BTreeSet::new(), tests_need: BTreeSet::new(), files };
        let needs = needs(&house);
        circles(&needs).into_iter().map(|circle| circle.into_iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_child_that_takes_from_a_parent_that_calls_it_is_a_circle() {
        let child = ("a::b", "use super::Thing; pub fn f(thing: &Thing) {}");
        assert_eq!(
            found(&[("", "mod a;"), ("a", "mod b; struct Thing; fn g() { b::f(&Thing) }"), child]),
            [["a", "a::b"]]
        );
        assert!(found(&[("", "mod a;"), ("a", "mod b; pub use b::f; struct Thing;"), child]).is_empty());
        assert_eq!(
            found(&[("", "mod a;"), ("a", "mod b; pub use b::f; struct Thing; fn g() { f(&Thing) }"), child]).len(),
            1
        );
    }

    #[test]
    fn a_name_that_is_handed_on_leads_to_its_file() {
        // a and b are brothers; b takes Thing through the root, which only hands it on.
        let root = ("", "mod a; mod b; pub use a::Thing;");
        assert!(found(&[root, ("a", "pub struct Thing;"), ("b", "use crate::Thing; pub fn f() {}")]).is_empty());
        let round =
            [root, ("a", "pub struct Thing; fn g() { crate::b::f() }"), ("b", "use crate::Thing; pub fn f() {}")];
        assert_eq!(found(&round), [["a", "b"]]);
    }

    #[test]
    fn a_round_about_way_is_a_circle_too_and_a_module_as_such_is_no_need() {
        let a = ("a", "use crate::b; fn f() { b::g() }");
        let c = ("c", "use super::a; pub fn h() { a::f() }");
        assert_eq!(found(&[("", ""), a, ("b", "use crate::c::h; fn g() { h() }"), c]), [["a", "b", "c"]]);
        assert!(
            found(&[("", ""), a, ("b", "use crate::c::h; fn g() { h() }"), ("c", "use super::a; fn h() {}")])
                .is_empty()
        );
    }
}
