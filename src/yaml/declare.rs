//! Declares structs of fields. One declaration gives the type, its reader and the table of fields that `new`, the manual
//! and tests use. A field without a rule does not compile.

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
                    protection: $crate::yaml::fields!(@protection $rule).stricter(<$ty as $crate::yaml::FromNode>::PROTECTION),
                    expected: <$ty as $crate::yaml::FromNode>::EXPECTED,
                }, )+
            ];

            /// Reads the declared fields of a map; `report_unknown_fields` is for all others.
            /// `None` when a required one is missing or cannot be read; all faults are reported either way.
            #[allow(unused_variables, reason = "only missing required fields need the span of the map")]
            pub fn from_entries(
                map: $crate::text::Span,
                entries: &[$crate::yaml::MapEntry],
                reader: &mut $crate::yaml::Reader<'_>,
            ) -> Option<Self> {
                $( let $field = {
                    let name = $crate::yaml::fields!(@name $field $($yaml)?);
                    $crate::yaml::fields!(@read $cardinality $ty, reader, name, map, entries)
                }; )+
                Some(Self { $( $field: $crate::yaml::fields!(@wrap $cardinality $rule $field), )+ })
            }
        }

        impl $crate::yaml::FromNode for $Name {
            const EXPECTED: &'static str = "a group of fields";
            const PROTECTION: $crate::yaml::Protection = {
                let protection = $crate::yaml::Protection::Public;
                $( let protection = protection
                    .stricter($crate::yaml::fields!(@protection $rule))
                    .stricter(<$ty as $crate::yaml::FromNode>::PROTECTION); )+
                protection
            };

            fn from_node(node: &$crate::yaml::Node, reader: &mut $crate::yaml::Reader<'_>) -> Option<Self> {
                let entries = reader.read_group(node, Self::FIELDS)?;
                $crate::yaml::report_unknown_fields(entries, &[Self::FIELDS], reader);
                $crate::yaml::report_empty_group(node.span, entries, Self::FIELDS, reader);
                Self::from_entries(node.span, entries, reader)
            }
        }
    };

    (@read required $ty:ty, $reader:ident, $name:ident, $map:ident, $entries:ident) => {
        $reader.required::<$ty>($name, $map, $entries)
    };
    (@read $cardinality:ident $ty:ty, $reader:ident, $name:ident, $map:ident, $entries:ident) => {
        $reader.$cardinality::<$ty>($name, $entries)
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

    (@protection always) => { $crate::yaml::Protection::Public };
    (@protection safety) => { $crate::yaml::Protection::UnlessSafetyIsRaised };
    (@protection $rule:ident) => { $crate::yaml::Protection::Guarded };

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

            /// The value of a word, in any of its spellings.
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
