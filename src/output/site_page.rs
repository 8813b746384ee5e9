//! Pages that the program has of its own.

/// The page to search the site on. What it loads lies below it.
pub const SEARCH_ADDRESS: &str = "/search/";

/// Pages that say something of the site itself. Where the network has a page of its own at such an address, that one is
/// there, and the same is said on it below its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BuiltInPage {
    /// How far everybody can use the site, and whom to tell where somebody cannot.
    Accessibility,
    /// What the site learns of its readers.
    Privacy,
    /// How to send an event.
    SendEvent,
}

impl BuiltInPage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Accessibility, Self::Privacy, Self::SendEvent];

    /// The word for it, which is also that of its title among the words of the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accessibility => "accessibility",
            Self::Privacy => "privacy",
            Self::SendEvent => "send-event",
        }
    }

    /// Where it is.
    pub fn address(self) -> &'static str {
        match self {
            Self::Accessibility => "/accessibility/",
            Self::Privacy => "/privacy/",
            Self::SendEvent => "/events/send/",
        }
    }

    /// The one at an address.
    pub fn from_address(address: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.address() == address)
    }
}
