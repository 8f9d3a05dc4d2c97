//! A Rust file as names and marks: comments, texts and tests are gone, `use` lines are spelled out.

/// What a file says of other files.
#[derive(Debug, Default)]
pub struct Source {
    /// Names of its `mod x;`, those of tests apart.
    pub modules: Vec<String>,
    pub test_modules: Vec<String>,
    pub uses: Vec<Use>,
    /// Names with `::` between them, in all that is no `use`. Single names too: they may be imported ones.
    pub paths: Vec<Vec<String>>,
}

/// One imported name. That of a glob is `*`.
#[derive(Debug, PartialEq)]
pub struct Use {
    pub name: String,
    pub path: Vec<String>,
    /// Imported for others: `pub use`, whoever they are.
    pub for_others: bool,
}

impl Source {
    pub fn of(text: &str) -> Self {
        let mut source = Self::default();
        let tokens = source.without_tests(&tokens(text));
        let mut rest = &tokens[..];
        while let Some(token) = rest.first() {
            rest = match token.as_str() {
                "use" => source.take_use(rest, false),
                "pub" => source.take_pub(rest),
                "mod" if rest.get(2).is_some_and(|mark| mark == ";") => {
                    source.modules.push(rest[1].clone());
                    &rest[3..]
                }
                // A field or a method: its name is in no scope.
                "." => rest.get(2..).unwrap_or_default(),
                name if is_name(name) => source.take_path(rest),
                _ => &rest[1..],
            };
        }
        source
    }

    /// The tokens outside of items marked `#[cfg(test)]`; of those the names of modules are kept.
    fn without_tests(&mut self, tokens: &[String]) -> Vec<String> {
        let marked =
            |at: usize| tokens[at..].iter().map(String::as_str).take(7).eq(["#", "[", "cfg", "(", "test", ")", "]"]);
        let (mut kept, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            if !marked(at) {
                kept.push(tokens[at].clone());
                at += 1;
                continue;
            }
            let end = at + 7 + item_length(&tokens[at + 7..]);
            let item = &tokens[at + 7..end];
            if let Some(module) = item.iter().position(|token| token == "mod") {
                self.test_modules.push(item[module + 1].clone());
            }
            at = end;
        }
        kept
    }

    /// `pub`, `pub(crate)`, and what it stands before.
    fn take_pub<'t>(&mut self, tokens: &'t [String]) -> &'t [String] {
        let mut rest = &tokens[1..];
        if rest.first().is_some_and(|mark| mark == "(") {
            let end = rest.iter().position(|mark| mark == ")").expect("a bracket is closed");
            rest = &rest[end + 1..];
        }
        if rest.first().is_some_and(|word| word == "use") { self.take_use(rest, true) } else { rest }
    }

    fn take_use<'t>(&mut self, tokens: &'t [String], for_others: bool) -> &'t [String] {
        let end = tokens.iter().position(|mark| mark == ";").expect("a use ends");
        self.spell_out(&tokens[1..end], &[], for_others);
        &tokens[end + 1..]
    }

    /// `a::{b, c as d}` behind a path that is known.
    fn spell_out(&mut self, tree: &[String], before: &[String], for_others: bool) {
        let mut path = before.to_vec();
        for (at, token) in tree.iter().enumerate() {
            match token.as_str() {
                "::" => {}
                "{" => {
                    for branch in branches(&tree[at + 1..tree.len() - 1]) {
                        self.spell_out(branch, &path, for_others);
                    }
                    return;
                }
                "as" => {
                    self.uses.push(Use { name: tree[at + 1].clone(), path, for_others });
                    return;
                }
                // `a::{self}` imports `a` itself.
                "self" if !path.is_empty() => {}
                name => path.push(name.to_owned()),
            }
        }
        if let Some(name) = path.last().cloned() {
            self.uses.push(Use { name, path, for_others });
        }
    }

    fn take_path<'t>(&mut self, tokens: &'t [String]) -> &'t [String] {
        let mut path = vec![tokens[0].clone()];
        let mut rest = &tokens[1..];
        while let [mark, name, ..] = rest
            && mark == "::"
            && is_name(name)
        {
            path.push(name.clone());
            rest = &rest[2..];
        }
        self.paths.push(path);
        rest
    }
}

/// How many tokens the first item has: up to a semicolon or the end of its first block.
fn item_length(tokens: &[String]) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 && (token == ";" || token == "}") {
            return at + 1;
        }
    }
    tokens.len()
}

/// The parts of a list at its commas, those within braces apart.
fn branches(list: &[String]) -> impl Iterator<Item = &[String]> {
    let mut depth = 0;
    list.split(move |token| {
        depth += i32::from(token == "{") - i32::from(token == "}");
        depth == 0 && token == ","
    })
    .filter(|branch| !branch.is_empty())
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Names, `::`, and other marks one by one. Numbers, texts, lifetimes and comments are left out.
fn tokens(text: &str) -> Vec<String> {
    let (mut tokens, mut rest) = (Vec::new(), text);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' => 1 + quoted_length(&rest[1..], '"'),
            'r' | 'b' if raw_text(rest).is_some() => raw_text(rest).unwrap_or_default(),
            '\'' => lifetime_or_char(rest),
            _ if first.is_alphabetic() || first == '_' => {
                let length = rest.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(rest.len());
                tokens.push(rest[..length].to_owned());
                length
            }
            _ if first.is_ascii_digit() => {
                rest.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(rest.len())
            }
            ':' if rest.starts_with("::") => {
                tokens.push("::".to_owned());
                2
            }
            _ => {
                if !first.is_whitespace() {
                    tokens.push(first.to_string());
                }
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    tokens
}

/// How far it is to the end of a text that began, the quote included.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, next) in text.char_indices() {
        if next == quote && !escaped {
            return at + 1;
        }
        escaped = next == '\\' && !escaped;
    }
    text.len()
}

/// The length of `r"…"`, `r#"…"#`, `b"…"`, if one begins here.
fn raw_text(text: &str) -> Option<usize> {
    if let Some(bytes) = text.strip_prefix("b\"") {
        return Some(2 + quoted_length(bytes, '"'));
    }
    let raw = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = raw.len() - raw.trim_start_matches('#').len();
    let inside = raw[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let begun = text.len() - inside.len();
    Some(begun + inside.find(&end).map_or(inside.len(), |at| at + end.len()))
}

/// The length of `'a` or of `'x'`.
fn lifetime_or_char(text: &str) -> usize {
    let mut inside = text[1..].chars();
    let (first, second) = (inside.next(), inside.next());
    if first == Some('\\') || second == Some('\'') { 1 + quoted_length(&text[1..], '\'') } else { 1 }
}

#[test]
fn a_source_is_read_as_the_compiler_reads_it() {
    let text = r##"
        //! use crate::comment::Gone;
        mod child;
        pub(crate) use child::{Thing, self as other};
        use crate::{a::{B, c as d}, e::*};
        /* mod gone; */
        fn f<'a>(x: &'a str) -> linehaul_env::World { let _ = "use crate::text"; x.child.g(':', '\'', r#"mod "raw";"#); child::g::<7>() }
        #[cfg(test)]
        mod tests { use super::Hidden; fn f() { crate::hidden() } }
        #[cfg(test)]
        mod naive;
        fn last() {}
    "##;
    let source = Source::of(text);
    let found: Vec<_> =
        source.uses.iter().map(|one| (one.name.as_str(), one.path.join("::"), one.for_others)).collect();
    let wanted = [
        ("Thing", "child::Thing", true),
        ("other", "child", true),
        ("B", "crate::a::B", false),
        ("d", "crate::a::c", false),
        ("*", "crate::e::*", false),
    ];
    assert_eq!(found, wanted.map(|(name, path, shown)| (name, path.to_owned(), shown)));
    assert_eq!(
        (source.modules, source.test_modules),
        (vec!["child".to_owned()], vec!["tests".to_owned(), "naive".to_owned()])
    );
    let long: Vec<_> = source.paths.iter().filter(|path| path.len() > 1).map(|path| path.join("::")).collect();
    assert_eq!(long, ["linehaul_env::World", "child::g"]);
    assert!(source.paths.iter().any(|path| path == &["last"]));
    assert!(!source.paths.iter().any(|path| ["gone", "text", "raw", "hidden", "Hidden"].contains(&path[0].as_str())));
}
