//! What an event says about getting in, what it does not say, and whom to ask.

use schemars::JsonSchema;
use serde::Serialize;

use super::{DateView, FactView, LinkView, Tongue};
use crate::config::Config;
use crate::publish::{Publication, VisibleRecord};
use crate::record::{AccessAnswer, Disclosure, Event, KindFields, Organiser, Phone, ProtectedField};

/// What many people must know before they can come.
const MAIN: [&str; 6] = ["step-free", "accessible-toilet", "parking", "hearing-loop", "bsl", "quiet-space"];
/// The same for an event that is online only.
const MAIN_ONLINE: [&str; 2] = ["bsl", "live-captions"];

/// What is known about getting in.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct AccessView {
    /// What the event itself states.
    pub own: Vec<FactView>,
    /// What its venue states besides.
    pub of_venue: Vec<FactView>,
    /// The venue that states it.
    pub venue: Option<LinkView>,
    /// When the venue's facts were checked.
    pub venue_checked: Option<DateView>,
    /// Labels of the main facts that nobody has stated.
    pub not_stated: Vec<String>,
    /// Whom to ask about them.
    pub ask: Option<AskView>,
}

/// Whom to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AccessAskView")]
pub struct AskView {
    /// Who that is; none for the network itself.
    pub name: Option<String>,
    /// A number as people write it.
    pub phone: Option<String>,
    /// The number for `tel:`.
    pub dial: Option<String>,
    /// A mailbox.
    pub email: Option<String>,
}

impl AccessView {
    pub(super) fn of(publication: &Publication, seen: &VisibleRecord<'_>, event: &Event, tongue: &Tongue) -> Self {
        let config = publication.config();
        let facts = seen.access_facts();
        let side = |of_venue: bool| -> Vec<FactView> {
            let side = facts.iter().filter(|known| known.is_from_venue == of_venue);
            side.map(|known| fact(known.fact, known.answer, config, tongue)).collect()
        };
        let of_venue = side(true);
        let house = seen.venue_record().filter(|_| !of_venue.is_empty());
        let online_only = event.venue.disclose(seen.lens()).is_none() && event.online.disclose(seen.lens()).is_some();
        let main: &[&str] = if online_only { &MAIN_ONLINE } else { &MAIN };
        let unknown = main.iter().filter(|main| facts.iter().all(|known| known.fact != **main));
        let not_stated: Vec<String> = match seen.is_past() {
            true => Vec::new(),
            false => unknown.map(|fact| fact_label(fact, config, tongue)).collect(),
        };
        Self {
            own: side(false),
            venue: house.as_ref().map(|house| LinkView::to(house, tongue)),
            venue_checked: house.and_then(|house| house.access_checked_date()).map(|day| DateView::of(day, tongue)),
            of_venue,
            ask: (!not_stated.is_empty()).then(|| ask(seen, event, config)),
            not_stated,
        }
    }
}

/// Facts that a card says are there; its page says all.
const AT_A_GLANCE: usize = 4;

/// What is stated of an event, its own and its venue's, as a card says it: everything that is not there or is to be asked for,
/// and of what is there the most wanted.
pub(super) fn stated(publication: &Publication, seen: &VisibleRecord<'_>, tongue: &Tongue) -> Vec<FactView> {
    let (mut yes, others): (Vec<_>, Vec<_>) =
        seen.access_facts().into_iter().partition(|fact| fact.answer == AccessAnswer::Yes);
    if yes.len() > AT_A_GLANCE {
        // Stable: what is equally wanted stays in the order that was written.
        yes.sort_by_key(|known| MAIN.iter().position(|main| *main == known.fact).unwrap_or(MAIN.len()));
        yes.truncate(AT_A_GLANCE);
    }
    let all = yes.iter().chain(&others);
    all.map(|known| fact(known.fact, known.answer, publication.config(), tongue)).collect()
}

/// A fact with its label.
pub(super) fn fact(fact: &str, answer: AccessAnswer, config: &Config, tongue: &Tongue) -> FactView {
    FactView { fact: fact.to_owned(), label: fact_label(fact, config, tongue), answer: answer.as_str() }
}

/// What a fact is called.
pub(super) fn fact_label(fact: &str, config: &Config, tongue: &Tongue) -> String {
    let own = config.access.as_ref().and_then(|labels| labels.get(fact));
    tongue.name_of("access", fact, own).0
}

/// The event's contact, else an organiser's, else the network's own; while safety is raised only that.
fn ask(seen: &VisibleRecord<'_>, event: &Event, config: &Config) -> AskView {
    let view = |name: Option<String>, phone: Option<&Phone>, email: Option<String>| AskView {
        name,
        phone: phone.map(|phone| phone.0.clone()),
        dial: phone.map(Phone::tel_number),
        email,
    };
    let network = || AskView {
        name: None,
        phone: config.contact.phone.clone(),
        dial: config.contact.phone.as_ref().map(|phone| phone.replace(' ', "")),
        email: Some(config.contact.email.clone()),
    };
    if !seen.lens().discloses(ProtectedField::Phone) {
        return network();
    }
    if let Some(contact) = event.contact.as_ref().filter(|one| one.phone.is_some() || one.email.is_some()) {
        let email = contact.email.as_ref().map(|email| email.0.clone());
        return view(contact.name.clone(), contact.phone.as_ref(), email);
    }
    let reach = |organiser: &Organiser| {
        let partner = seen.resolve_organiser(organiser)?.ok()?;
        let KindFields::Partner(fields) = partner.fields() else { return None };
        let lens = partner.lens();
        let contacts = fields.contacts.disclose(lens).into_iter().filter_map(Disclosure::public);
        let mut open = contacts.filter_map(|contact| contact.visible(lens));
        let contact = open.find(|one| one.phone.is_some() || one.email.is_some())?;
        Some(view(Some(partner.title().to_owned()), contact.phone.as_ref(), contact.email))
    };
    event.organisers.iter().find_map(reach).unwrap_or_else(network)
}
