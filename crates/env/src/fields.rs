//! `Clone` that reuses memory: restoring a world into another of the same network allocates nothing.

/// Implements `Clone` field by field, with a `clone_from` that reuses each field's buffers.
macro_rules! clone_fields {
    ($name:ident { $($field:ident),+ $(,)? }) => {
        impl Clone for $name {
            fn clone(&self) -> Self {
                Self { $($field: self.$field.clone()),+ }
            }

            fn clone_from(&mut self, source: &Self) {
                $(self.$field.clone_from(&source.$field);)+
            }
        }
    };
}

pub(crate) use clone_fields;
