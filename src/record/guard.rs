//! Values that can be read only through a lens.
//!
//! Each field of a record is declared with a rule. A value whose rule is not `always` is wrapped in [`Guarded`] and can be
//! read only through a [`Lens`]. Only `publish` makes a `Lens`, so no template, feed or search can show a protected value by
//! mistake. `tests/it/rooms.rs` checks both.

use crate::config::SafetyLevel;
use crate::yaml::words;

/// The rule of a value whose own `visibility` says who may see it.
pub const BY_VISIBILITY: u8 = 0;
/// The rule of a value that is hidden while safety is raised, unless `keep_public` names `times`.
pub const BY_SAFETY: u8 = 1;
/// The rule of a value that is shown only where the people in it have agreed.
pub const BY_CONSENT: u8 = 2;
/// The rule of a value that is never published.
pub const EDITORS_ONLY: u8 = 3;

/// A value with one of the rules above.
#[derive(Clone, Debug)]
pub struct Guarded<T, const RULE: u8> {
    value: T,
}

impl<T, const RULE: u8> Guarded<T, RULE> {
    /// Protects a value.
    pub(crate) fn new(value: T) -> Self {
        Self { value }
    }

    /// The value without any protection: for checks, relations and times of change, never for what is published.
    pub(crate) fn unguarded(&self) -> &T {
        &self.value
    }
}

impl<T> Guarded<T, BY_SAFETY> {
    /// The value, unless safety hides it.
    pub fn disclose(&self, lens: &Lens) -> Option<&T> {
        lens.discloses(SafetyField::Times).then_some(&self.value)
    }
}

impl<T> Guarded<T, BY_CONSENT> {
    /// The value. `publish` makes a lens for a channel only when everybody in the record has agreed to the channel.
    pub fn disclose(&self, _lens: &Lens) -> &T {
        &self.value
    }
}

impl<T: HasVisibility> Guarded<T, BY_VISIBILITY> {
    /// The part of the value that readers may see.
    pub fn disclose(&self, lens: &Lens) -> Disclosure<&T> {
        lens.disclose(&self.value)
    }
}

impl<T: HasVisibility> Guarded<Option<T>, BY_VISIBILITY> {
    /// The part of the value that readers may see; `None` when there is no value.
    pub fn disclose(&self, lens: &Lens) -> Option<Disclosure<&T>> {
        self.value.as_ref().map(|value| lens.disclose(value))
    }
}

impl<T: HasVisibility> Guarded<Vec<T>, BY_VISIBILITY> {
    /// The part of each value that readers may see.
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
    pub enum SafetyField ("`address`, `times` or `phone`") {
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
    /// The name by which `keep_public` can keep it visible while safety is raised.
    const SAFETY_FIELD: SafetyField;
    /// Who may see it.
    fn visibility(&self) -> Visibility;
}

/// The part of a value that readers may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disclosure<T> {
    /// The whole value.
    Public(T),
    /// The name of its neighbourhood.
    Area,
    /// That it exists and whom to ask. Raised safety says the same words.
    OnRequest,
    /// Nothing.
    Hidden,
}

impl<T> Disclosure<T> {
    /// The value, if the whole value may be seen.
    pub fn public(self) -> Option<T> {
        match self {
            Self::Public(value) => Some(value),
            _ => None,
        }
    }
}

/// Where a value is shown.
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

/// The permission to read the guarded values of one record for one channel.
#[derive(Clone, Debug)]
pub struct Lens {
    channel: Channel,
    safety_level: SafetyLevel,
    keep_public: Vec<SafetyField>,
}

impl Lens {
    /// Makes a lens. Only `publish` may call this.
    pub(crate) fn new(channel: Channel, safety_level: SafetyLevel, keep_public: Vec<SafetyField>) -> Self {
        Self { channel, safety_level, keep_public }
    }

    /// The channel.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// Whether a field that safety can hide is shown.
    pub fn discloses(&self, field: SafetyField) -> bool {
        self.safety_level == SafetyLevel::Normal || self.keep_public.contains(&field)
    }

    /// The part of a value that readers may see.
    pub fn disclose<'a, T: HasVisibility>(&self, value: &'a T) -> Disclosure<&'a T> {
        match value.visibility() {
            Visibility::Hidden => Disclosure::Hidden,
            _ if !self.discloses(T::SAFETY_FIELD) => Disclosure::OnRequest,
            Visibility::OnRequest => Disclosure::OnRequest,
            Visibility::Area => Disclosure::Area,
            Visibility::Public => Disclosure::Public(value),
        }
    }
}
