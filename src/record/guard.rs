//! Values that open only with a lens.
//!
//! Each field of a record is declared with a rule. A value whose rule is not `always` is wrapped here, and comes
//! out only through a [`Lens`], which nothing but `publish` makes: so no template, feed or search can show what
//! may not be seen, whether by mistake or by haste. `tests/it/rooms.rs` holds both halves of that sentence.

use crate::config::SafetyLevel;
use crate::yaml::words;

/// Seen as its own `visibility` says.
pub const BY_VISIBILITY: u8 = 0;
/// Kept back while safety is raised, unless `keep_public` names `times`.
pub const BY_SAFETY: u8 = 1;
/// Seen where the people in it have agreed to be seen.
pub const BY_CONSENT: u8 = 2;
/// Never published.
pub const EDITORS_ONLY: u8 = 3;

/// A value under one of the rules above.
#[derive(Clone, Debug)]
pub struct Guarded<T, const RULE: u8> {
    value: T,
}

impl<T, const RULE: u8> Guarded<T, RULE> {
    /// Puts a value under its rule.
    pub(crate) fn new(value: T) -> Self {
        Self { value }
    }

    /// The value without any rule: for checks, relations and the clock, never for what is published.
    pub(crate) fn unguarded(&self) -> &T {
        &self.value
    }
}

impl<T> Guarded<T, BY_SAFETY> {
    /// The value, unless safety keeps it back.
    pub fn disclose(&self, lens: &Lens) -> Option<&T> {
        lens.discloses(ProtectedField::Times).then_some(&self.value)
    }
}

impl<T> Guarded<T, BY_CONSENT> {
    /// The value. `publish` makes a lens for a channel only when everybody in the record has agreed to the channel.
    pub fn disclose(&self, _lens: &Lens) -> &T {
        &self.value
    }
}

impl<T: HasVisibility> Guarded<T, BY_VISIBILITY> {
    /// As much of the value as may be seen.
    pub fn disclose(&self, lens: &Lens) -> Disclosure<&T> {
        lens.disclose(&self.value)
    }
}

impl<T: HasVisibility> Guarded<Option<T>, BY_VISIBILITY> {
    /// As much of the value as may be seen, if there is one.
    pub fn disclose(&self, lens: &Lens) -> Option<Disclosure<&T>> {
        self.value.as_ref().map(|value| lens.disclose(value))
    }
}

impl<T: HasVisibility> Guarded<Vec<T>, BY_VISIBILITY> {
    /// As much of each value as may be seen.
    pub fn disclose(&self, lens: &Lens) -> Vec<Disclosure<&T>> {
        self.value.iter().map(|value| lens.disclose(value)).collect()
    }
}

words! {
    /// Who may see a value.
    pub enum Visibility ("`public`, `area`, `on-request` or `hidden`") {
        /// Everybody.
        Public "public",
        /// The neighbourhood's name only.
        Area "area",
        /// Whoever asks: "Contact us for the address".
        OnRequest "on-request",
        /// Nobody.
        Hidden "hidden" | "private",
    }
}

words! {
    /// What can stay public in spite of raised safety.
    pub enum ProtectedField ("`address`, `times` or `phone`") {
        /// The address.
        Address "address",
        /// Dates and times.
        Times "times",
        /// Telephone numbers.
        Phone "phone",
    }
}

/// A value that carries its own visibility.
pub trait HasVisibility {
    /// Under which name `keep_public` keeps it.
    const PROTECTED_FIELD: ProtectedField;
    /// Who may see it.
    fn visibility(&self) -> Visibility;
}

/// As much of a value as may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disclosure<T> {
    /// All of it.
    Public(T),
    /// The name of its neighbourhood.
    Area,
    /// That it exists and whom to ask. Raised safety says the same words.
    OnRequest,
    /// Nothing.
    Hidden,
}

impl<T> Disclosure<T> {
    /// The value, if all of it may be seen.
    pub fn public(self) -> Option<T> {
        match self {
            Self::Public(value) => Some(value),
            _ => None,
        }
    }
}

/// Where a value would be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// The record's own page.
    Page,
    /// A card in a list or on another page.
    List,
    /// Full text in a feed.
    Feed,
    /// A calendar.
    Calendar,
    /// A picture for shared links.
    Card,
    /// The search index.
    Search,
}

/// What opens guarded values of one record on one channel.
#[derive(Clone, Debug)]
pub struct Lens {
    channel: Channel,
    safety_level: SafetyLevel,
    keep_public: Vec<ProtectedField>,
}

impl Lens {
    /// Made by `publish` and nobody else.
    pub(crate) fn new(channel: Channel, safety_level: SafetyLevel, keep_public: Vec<ProtectedField>) -> Self {
        Self { channel, safety_level, keep_public }
    }

    /// The channel it is for.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// Whether something that safety can keep back is shown.
    pub fn discloses(&self, field: ProtectedField) -> bool {
        self.safety_level == SafetyLevel::Normal || self.keep_public.contains(&field)
    }

    /// As much of a value as may be seen.
    pub fn disclose<'a, T: HasVisibility>(&self, value: &'a T) -> Disclosure<&'a T> {
        match value.visibility() {
            Visibility::Hidden => Disclosure::Hidden,
            _ if !self.discloses(T::PROTECTED_FIELD) => Disclosure::OnRequest,
            Visibility::OnRequest => Disclosure::OnRequest,
            Visibility::Area => Disclosure::Area,
            Visibility::Public => Disclosure::Public(value),
        }
    }
}
