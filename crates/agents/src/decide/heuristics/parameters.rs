//! Reading a rule's parameters: each mistake is named by its key, and each value is judged where it is read.

use toml::{Table, Value};

use super::rule::{Range, Rule};

/// The parameters of a table.
pub fn read<R: Rule>(table: Table) -> Result<R, String> {
    for &Range { key, low, high } in R::RANGES {
        let number = match table.get(key) {
            Some(Value::Float(number)) => *number,
            Some(Value::Integer(number)) => *number as f64,
            // What is left out has its default; what is no number is told below.
            _ => continue,
        };
        if !(low..=high).contains(&number) {
            return Err(format!("`{key}` is {number}: give {low} to {high}"));
        }
    }
    table.try_into().map_err(|error: toml::de::Error| error.to_string().trim_end().replace('\n', " "))
}
