//! What made a schedule, as key-value metadata of each of its Parquet files.

use parquet::file::metadata::KeyValue;

use crate::column::Column;
use crate::schema::schedule_files::{META, ScheduleMeta};

/// What stands before each key.
const PREFIX: &str = "linehaul.";

/// The metadata of a file.
pub(crate) fn key_values(meta: &ScheduleMeta) -> Vec<KeyValue> {
    let pair = |key: &Column, value: String| KeyValue::new(format!("{PREFIX}{}", key.name), value);
    let mut pairs = vec![
        pair(&META.case, meta.case.clone()),
        pair(&META.case_hash, meta.case_hash.clone()),
        pair(&META.policy, meta.policy.clone()),
        pair(&META.policy_hash, meta.policy_hash.clone()),
        pair(&META.seed, meta.seed.to_string()),
        pair(&META.version, meta.version.clone()),
    ];
    if meta.late_price != 0.0 {
        pairs.push(pair(&META.late_price, meta.late_price.to_string()));
    }
    pairs
}

/// Whether any of a file's metadata is of a schedule. Programs that save a file again mostly drop it, and add some of their own.
pub(crate) fn tells_anything(metadata: &[KeyValue]) -> bool {
    metadata.iter().any(|pair| is_of_schedule(&pair.key))
}

/// Whether a key tells of a schedule, in this version or another.
pub(crate) fn is_of_schedule(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// What is left of the metadata; `None` where not even the seed is, without which nothing can be proved.
pub(crate) fn from_key_values(metadata: &[KeyValue]) -> Option<ScheduleMeta> {
    let text = |key: &Column| value(metadata, &format!("{PREFIX}{}", key.name)).unwrap_or_default().to_owned();
    Some(ScheduleMeta {
        case: text(&META.case),
        case_hash: text(&META.case_hash),
        policy: text(&META.policy),
        policy_hash: text(&META.policy_hash),
        seed: text(&META.seed).parse().ok()?,
        late_price: text(&META.late_price).parse().unwrap_or(0.0),
        version: text(&META.version),
    })
}

/// The value of a key.
pub(crate) fn value<'a>(metadata: &'a [KeyValue], key: &str) -> Option<&'a str> {
    metadata.iter().find(|found| found.key == key).and_then(|found| found.value.as_deref())
}
