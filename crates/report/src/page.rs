//! One HTML file out of markup, style, scripts and data.
//!
//! The content-security policy lets run what is hashed here and nothing else: no request leaves the page, and whatever
//! a name in the data looks like, it cannot become a script. Data stand in a JSON block, in which `<`, `>` and `&` are
//! written as escapes, so that no text in it can end the block; scripts show texts as text nodes only.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::script::{Module, joined};

const FRAME: &str = include_str!("../assets/page.html");
const UPLOT_SCRIPT: &str = include_str!("../assets/vendor/uplot-1.6.32.iife.min.js");
const STYLES: [&str; 6] = [
    include_str!("../assets/vendor/uplot-1.6.32.min.css"),
    include_str!("../assets/css/theme.css"),
    include_str!("../assets/css/page.css"),
    include_str!("../assets/css/map.css"),
    include_str!("../assets/css/table.css"),
    include_str!("../assets/css/routes.css"),
];

/// Modules that every page uses, each after what it imports.
const SHARED: [Module; 8] = [
    ("dom.js", include_str!("../assets/js/dom.js")),
    ("format.js", include_str!("../assets/js/format.js")),
    ("columns.js", include_str!("../assets/js/columns.js")),
    ("theme.js", include_str!("../assets/js/theme.js")),
    ("download.js", include_str!("../assets/js/download.js")),
    ("table.js", include_str!("../assets/js/table.js")),
    ("rows.js", include_str!("../assets/js/rows.js")),
    ("chart.js", include_str!("../assets/js/chart.js")),
];

/// What differs from page to page.
pub(crate) struct Page<'a> {
    /// Title of the window.
    pub title: &'a str,
    /// Markup between the header and the footer.
    pub body: &'static str,
    /// Scripts besides the shared ones; the last one starts the page.
    pub modules: &'a [Module],
}

impl Page<'_> {
    /// The whole file.
    pub fn html(&self, data: &impl Serialize) -> String {
        let style = STYLES.concat();
        let modules: Vec<Module> = SHARED.iter().chain(self.modules).copied().collect();
        let script = joined(&modules);
        let policy = format!(
            "default-src 'none'; style-src '{}'; script-src '{}' '{}'; base-uri 'none'; form-action 'none'",
            hash(&style),
            hash(UPLOT_SCRIPT),
            hash(&script)
        );
        let json = serde_json::to_string(data).expect("texts and numbers are JSON");
        filled(&[
            ("title", &escaped(self.title)),
            ("policy", &policy),
            ("style", &style),
            ("body", self.body),
            ("data", &in_script(&json)),
            ("uplot", UPLOT_SCRIPT),
            ("script", &script),
        ])
    }
}

/// The frame with each `{{name}}` replaced. What is put in is never searched again.
fn filled(parts: &[(&str, &str)]) -> String {
    let mut html = String::new();
    let mut pieces = FRAME.split("{{");
    html.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").expect("the frame closes its braces");
        let part = parts.iter().find(|(known, _)| *known == name).expect("the frame names known parts");
        html.push_str(part.1);
        html.push_str(rest);
    }
    html
}

/// The source expression of an inline script or style.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Text in markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// JSON that no HTML parser can end early. The three characters occur inside of texts only.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_text() {
        let name = "</script><script>alert(1)//<!--&\u{2028}";
        let page = Page { title: name, body: "", modules: &[] };
        let html = page.html(&serde_json::json!({ "name": name }));
        assert!(!html.contains("alert(1)</") && !html.contains("<script>alert(1)"), "the name is markup");
        let json = html.split("id=\"data\">").nth(1).unwrap().split("</script>").next().unwrap();
        let data: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(data["name"], name);
    }

    #[test]
    fn the_policy_names_what_the_page_holds() {
        let html = Page { title: "t", body: "", modules: &[("a.js", "const a = 1;\n")] }.html(&0);
        let style = html.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
        let script = html.split("<script>").last().unwrap().split("</script>").next().unwrap();
        assert!(html.contains(&hash(style)) && html.contains(&hash(script)));
        assert!(!html.contains("http://") || !html.contains("src=\"http"), "no address is loaded");
    }
}
