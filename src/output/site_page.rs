//! Pages that the program itself writes.

/// The address of the search page. The files that it loads are below it.
pub const SEARCH_ADDRESS: &str = "/search/";

/// Pages about the site itself. If the network has its own page at such an address, that page is shown, with the
/// program's facts below its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BuiltInPage {
    /// How accessible the site is, and whom to tell about a problem.
    Accessibility,
    /// What the site learns about its readers.
    Privacy,
    /// How to send an event.
    SendEvent,
}

impl BuiltInPage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Accessibility, Self::Privacy, Self::SendEvent];

    /// The word for the page, which is also the id of the message that is its title.
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

    /// The page with this address.
    pub fn from_address(address: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.address() == address)
    }
}
