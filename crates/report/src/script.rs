//! ES modules into one plain script.
//!
//! A page without a server cannot import modules, and a build step would need tools that a user does not have. So the
//! modules of a page are put one after the other into one function: `import` lines go, `export` goes from the front of
//! declarations. The price: each import stands on one line, and top-level names differ across modules, or the browser
//! refuses the script and every test fails.

/// A module's name and its text.
pub(crate) type Module = (&'static str, &'static str);

/// Joins modules in an order in which each follows what it imports.
pub(crate) fn joined(modules: &[Module]) -> String {
    let mut script = String::from("(() => {\n\"use strict\";\n");
    for (name, text) in modules {
        script.push_str(&format!("\n// {name}\n"));
        for line in text.lines().filter(|line| !line.starts_with("import ")) {
            script.push_str(line.strip_prefix("export ").unwrap_or(line));
            script.push('\n');
        }
    }
    script.push_str("})();\n");
    script
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn modules_become_one_scope() {
        let first = "export function one() { return 1; }\n";
        let second = "import { one } from \"./one.js\";\nexport const two = one() + 1;\n";
        let script = joined(&[("one.js", first), ("two.js", second)]);
        assert!(script.contains("\nfunction one()") && script.contains("\nconst two = one() + 1;"), "{script}");
        assert!(!script.contains("import") && !script.contains("export"), "{script}");
    }
}
