//! A lookahead from the file with its settings.

use std::path::Path;

use linehaul_agents::decide::lookahead::Settings;

use crate::failure::Failure;

/// Name of the policy that tries before it decides.
pub const LOOKAHEAD: &str = "lookahead";

/// Reads settings; what is left out has its default.
pub fn read_settings(file: &Path) -> Result<Settings, Failure> {
    let place = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::new(format!("{place}: cannot read: {error}"), "check the path of the settings"))?;
    let settings: Settings = toml::from_str(&text).map_err(|error| {
        let problem = format!("{place}: {}", error.to_string().trim_end().replace('\n', " "));
        Failure::new(problem, "correct the setting; `docs/commands.md` lists them")
    })?;
    match settings.check() {
        Ok(()) => Ok(settings),
        Err((problem, remedy)) => Err(Failure::new(format!("{place}: {problem}"), remedy)),
    }
}
