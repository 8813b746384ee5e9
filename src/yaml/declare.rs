//! One declaration a struct of fields: it gives the type, the reader and the table that the manual, `new`
//! and the tests are made from. A field without a rule does not compile.

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cardinality {
    /// A record without it is held back.
    Required,
    /// May be left out.
    Optional,
    /// A list; one value is read as a list of one.
    Many,
}

/// A field as declared.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// As editors write it.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// Whether it must be there.
    pub cardinality: Cardinality,
    /// The rule by which its value is seen: `always`, `visibility`, `safety`, `consent`, `editors`.
    pub rule: &'static str,
    /// What stands there, in words (`a date`, `a partner`).
    pub expected: &'static str,
}

/// Declares a struct of fields.
///
/// Each line is documentation, then `name ["yaml name"]: required|optional|many Type, rule;`.
/// Rules other than `always` wrap the value in a `Guarded`, which opens only with a lens.
macro_rules! fields {
    (
        $(#[doc = $struct_doc:literal])+
        pub struct $Name:ident {
            $( $(#[doc = $doc:literal])+ $field:ident $(($yaml:literal))? : $cardinality:ident $ty:ty, $rule:ident; )+
        }
    ) => {
        $(#[doc = $struct_doc])+
        #[derive(Clone, Debug)]
        pub struct $Name {
            $( $(#[doc = $doc])+ pub $field: $crate::yaml::fields!(@type $cardinality $rule $ty), )+
        }

        impl $Name {
            /// The fields as declared.
            pub const FIELDS: &'static [$crate::yaml::Field] = &[
                $( $crate::yaml::Field {
                    name: $crate::yaml::fields!(@name $field $($yaml)?),
                    doc: concat!($($doc),+),
                    cardinality: $crate::yaml::fields!(@cardinality $cardinality),
                    rule: stringify!($rule),
                    expected: <$ty as $crate::yaml::FromNode>::EXPECTED,
                }, )+
            ];

            /// Reads the declared fields out of a map; others are left to `report_unknown_fields`.
            /// `None` when a required one is missing or unreadable; all faults are reported either way.
            pub fn from_entries(
                map: $crate::text::Span,
                entries: &[$crate::yaml::MapEntry],
                reader: &mut $crate::yaml::Reader<'_>,
            ) -> Option<Self> {
                $( let $field = {
                    let name = $crate::yaml::fields!(@name $field $($yaml)?);
                    reader.$cardinality::<$ty>(name, map, entries)
                }; )+
                Some(Self { $( $field: $crate::yaml::fields!(@wrap $cardinality $rule $field), )+ })
            }
        }

        impl $crate::yaml::FromNode for $Name {
            const EXPECTED: &'static str = "a group of fields";

            fn from_node(node: &$crate::yaml::Node, reader: &mut $crate::yaml::Reader<'_>) -> Option<Self> {
                let entries = reader.read_map(node)?;
                $crate::yaml::report_unknown_fields(entries, &[Self::FIELDS], reader);
                Self::from_entries(node.span, entries, reader)
            }
        }
    };

    (@name $field:ident $yaml:literal) => { $yaml };
    (@name $field:ident) => { stringify!($field) };

    (@cardinality required) => { $crate::yaml::Cardinality::Required };
    (@cardinality optional) => { $crate::yaml::Cardinality::Optional };
    (@cardinality many) => { $crate::yaml::Cardinality::Many };

    (@type required always $ty:ty) => { $ty };
    (@type optional always $ty:ty) => { Option<$ty> };
    (@type many always $ty:ty) => { Vec<$ty> };
    (@type required $rule:ident $ty:ty) => { $crate::record::Guarded<$ty, { $crate::yaml::fields!(@rule $rule) }> };
    (@type optional $rule:ident $ty:ty) => { $crate::record::Guarded<Option<$ty>, { $crate::yaml::fields!(@rule $rule) }> };
    (@type many $rule:ident $ty:ty) => { $crate::record::Guarded<Vec<$ty>, { $crate::yaml::fields!(@rule $rule) }> };

    (@rule visibility) => { $crate::record::BY_VISIBILITY };
    (@rule safety) => { $crate::record::BY_SAFETY };
    (@rule consent) => { $crate::record::BY_CONSENT };
    (@rule editors) => { $crate::record::EDITORS_ONLY };

    (@wrap required always $value:ident) => { $value? };
    (@wrap optional always $value:ident) => { $value };
    (@wrap many always $value:ident) => { $value };
    (@wrap required $rule:ident $value:ident) => { $crate::record::Guarded::new($value?) };
    (@wrap optional $rule:ident $value:ident) => { $crate::record::Guarded::new($value) };
    (@wrap many $rule:ident $value:ident) => { $crate::record::Guarded::new($value) };
}

/// Declares an enum whose values are fixed words.
macro_rules! words {
    (
        $(#[doc = $enum_doc:literal])+
        pub enum $Name:ident ($expected:literal) {
            $( $(#[doc = $doc:literal])+ $variant:ident $word:literal $(| $other:literal)*, )+
        }
    ) => {
        $(#[doc = $enum_doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $Name {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl $Name {
            /// All words, for suggestions and the manual.
            pub const WORDS: &'static [&'static str] = &[$($word,)+];

            /// The word for a value.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The value of a word; other spellings of it are read too.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word $(| $other)* => Some(Self::$variant),)+ _ => None }
            }
        }

        impl $crate::yaml::FromNode for $Name {
            const EXPECTED: &'static str = $expected;

            fn from_node(node: &$crate::yaml::Node, reader: &mut $crate::yaml::Reader<'_>) -> Option<Self> {
                let text = reader.read_text(node, Self::EXPECTED)?;
                let lower = text.trim().to_lowercase();
                Self::parse(&lower).or_else(|| {
                    reader.report_unknown_word(node.span, text, Self::WORDS);
                    None
                })
            }
        }
    };
}

pub(crate) use {fields, words};
