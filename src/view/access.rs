//! What an event says about access, what it does not say, and whom to ask.

use schemars::JsonSchema;
use serde::Serialize;

use super::access_fact::{AccessFactView, fact_label, fact_view};
use super::date::DateView;
use super::link::LinkView;
use super::locale::Locale;
use crate::config::Config;
use crate::publish::{Publication, VisibleRecord};
use crate::record::{AccessAnswer, Disclosure, Event, EventStatus, KindFields, Organiser, Phone, SafetyField};

/// The facts that many people must know before they can come.
const MAIN_FACTS: [&str; 6] = ["step-free", "accessible-toilet", "parking", "hearing-loop", "bsl", "quiet-space"];
/// The facts that many people must know before they can join an online event.
const MAIN_FACTS_ONLINE: [&str; 2] = ["bsl", "live-captions"];

/// The access facts, and whom to ask.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct AccessView {
    /// The facts that the event itself states.
    pub event_facts: Vec<AccessFactView>,
    /// Further facts, which its venue states.
    pub venue_facts: Vec<AccessFactView>,
    /// The venue that states those facts.
    pub venue: Option<LinkView>,
    /// When the venue's facts were checked.
    pub venue_checked: Option<DateView>,
    /// Labels of the main facts that nobody has stated.
    pub not_stated: Vec<String>,
    /// Whom to ask about them.
    pub contact: Option<AccessContactView>,
}

/// Whom to ask about access.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AccessContactView {
    /// The name of the organiser; `None` for the network itself.
    pub name: Option<String>,
    /// A telephone number as people write it.
    pub phone: Option<String>,
    /// The number for `tel:`.
    pub dial: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
}

impl AccessView {
    pub(super) fn new(publication: &Publication, record: &VisibleRecord<'_>, event: &Event, locale: &Locale) -> Self {
        let config = publication.config();
        let facts = record.access_facts();
        let facts_from = |of_venue: bool| -> Vec<AccessFactView> {
            let side = facts.iter().filter(|known| known.is_from_venue == of_venue);
            side.map(|known| fact_view(known.fact, known.answer, config, locale)).collect()
        };
        let venue_facts = facts_from(true);
        let venue = record.venue_record().filter(|_| !venue_facts.is_empty());
        let online_only = event.status == Some(EventStatus::MovedOnline)
            || (event.venue.disclose(record.lens()).is_none() && event.online.disclose(record.lens()).is_some());
        let main_facts: &[&str] = if online_only { &MAIN_FACTS_ONLINE } else { &MAIN_FACTS };
        let unstated = main_facts.iter().filter(|main| facts.iter().all(|known| known.fact != **main));
        let not_stated: Vec<String> = match record.is_past() {
            true => Vec::new(),
            false => unstated.map(|fact| fact_label(fact, config, locale)).collect(),
        };
        Self {
            event_facts: facts_from(false),
            venue: venue.as_ref().map(|house| LinkView::from_record(house, locale)),
            venue_checked: venue
                .and_then(|house| house.access_checked_date())
                .map(|day| DateView::from_date(day, locale)),
            venue_facts,
            contact: (!not_stated.is_empty()).then(|| access_contact(record, event, config, locale)),
            not_stated,
        }
    }
}

/// The most facts answered with yes that a card shows; the page shows all.
const MAX_CARD_FACTS: usize = 4;

/// The access facts of an event and its venue for a card: every fact answered with no or "ask", and the most important
/// of those answered with yes.
pub(super) fn card_facts(
    publication: &Publication,
    record: &VisibleRecord<'_>,
    locale: &Locale,
) -> Vec<AccessFactView> {
    let (mut available, others): (Vec<_>, Vec<_>) =
        record.access_facts().into_iter().partition(|fact| fact.answer == AccessAnswer::Yes);
    if available.len() > MAX_CARD_FACTS {
        // The sort is stable, so facts of the same importance keep the order of the file.
        available
            .sort_by_key(|known| MAIN_FACTS.iter().position(|main| *main == known.fact).unwrap_or(MAIN_FACTS.len()));
        available.truncate(MAX_CARD_FACTS);
    }
    let all = available.iter().chain(&others);
    all.map(|known| fact_view(known.fact, known.answer, publication.config(), locale)).collect()
}

/// The event's contact, else an organiser's, else the network's; while safety is raised, the network's.
fn access_contact(record: &VisibleRecord<'_>, event: &Event, config: &Config, locale: &Locale) -> AccessContactView {
    let contact_view = |name: Option<String>, phone: Option<&Phone>, email: Option<String>| AccessContactView {
        name,
        phone: phone.map(|phone| phone.0.clone()),
        dial: phone.map(Phone::tel_number),
        email,
    };
    let network = || AccessContactView {
        name: None,
        phone: config.contact.phone.clone(),
        dial: config.contact.phone.as_ref().map(|phone| phone.replace(' ', "")),
        email: Some(config.contact.email.clone()),
    };
    if !record.lens().discloses(SafetyField::Phone) {
        return network();
    }
    if let Some(contact) = event.contact.as_ref().filter(|one| one.phone.is_some() || one.email.is_some()) {
        let email = contact.email.as_ref().map(|email| email.0.clone());
        return contact_view(contact.name.clone(), contact.phone.as_ref(), email);
    }
    let partner_contact = |organiser: &Organiser| {
        let partner = record.resolve_organiser(organiser)?.ok()?;
        let KindFields::Partner(fields) = partner.fields() else { return None };
        let lens = partner.lens();
        let contacts = fields.contacts.disclose(lens).into_iter().filter_map(Disclosure::public);
        let mut visible = contacts.filter_map(|contact| contact.visible(lens));
        let contact = visible.find(|one| one.phone.is_some() || one.email.is_some())?;
        Some(contact_view(Some(locale.translate(&partner).title().to_owned()), contact.phone.as_ref(), contact.email))
    };
    event.organisers.iter().find_map(partner_contact).unwrap_or_else(network)
}
