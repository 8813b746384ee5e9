//! Values of single kinds as a channel may see them: an event's times, a partner's address, the people in a story.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::consents::is_consent_given;
use super::occurrence::Occurrence;
use super::timetable::Timetable;
use super::visible_record::VisibleRecord;
use crate::record::{Address, Disclosure, Event, KindFields, PartnerPerson, Person, ReferenceTo, SafetyField, Speaker};
use crate::recurrence::Series;
use crate::time::Moment;

impl<'a> VisibleRecord<'a> {
    /// The fields of an event whose times may be shown.
    fn event_with_times(&self) -> Option<&'a Event> {
        match self.fields() {
            KindFields::Event(event) => event.start.disclose(self.lens()).map(|_| &**event),
            _ => None,
        }
    }

    /// When an event starts and ends, if its times may be shown.
    pub fn start_and_end(&self) -> Option<(Moment, Option<Moment>)> {
        let event = self.event_with_times()?;
        event.start.disclose(self.lens()).map(|start| (*start, event.end_moment()))
    }

    /// The dates of an event, if its times may be shown.
    pub fn timetable(&self) -> Option<&'a Timetable> {
        self.event_with_times().and_then(|_| self.publication.timetable(self.record_index()))
    }

    /// The rule of an event that repeats, with its exceptions, if its times may be shown.
    pub fn series(&self) -> Option<Series> {
        self.event_with_times()?.to_series(self.zone().0)
    }

    /// When an event would start on a date of its series if its `occurrences` said nothing about the date; `None` if
    /// its times may not be shown.
    pub fn usual_start(&self, date: Date) -> Option<Moment> {
        self.event_with_times().map(|event| Occurrence::by_rule(date, event).start)
    }

    /// The zone of an event's times, and its name when it is not the site's zone.
    pub fn zone(&self) -> (&'a TimeZone, Option<&'a str>) {
        let config = &self.publication.site.config;
        match self.fields() {
            KindFields::Event(event) => {
                let zone = event.effective_zone(config);
                (&zone.time_zone, Some(zone.name.as_str()).filter(|name| *name != config.zone.name))
            }
            _ => (&config.zone.time_zone, None),
        }
    }

    /// The part of a partner's address that may be shown.
    pub fn postal_address(&self) -> Option<Disclosure<&'a Address>> {
        match self.fields() {
            KindFields::Partner(partner) => partner.address.disclose(self.lens()),
            _ => None,
        }
    }

    /// The people of a partner: the post, and the name; without one for somebody whom readers can ask for. The name of
    /// somebody with a consent is the one that was agreed, and is shown while the consent is valid.
    pub fn partner_people(&self) -> Vec<(&'a str, Option<&'a str>)> {
        let KindFields::Partner(partner) = self.fields() else { return Vec::new() };
        let shown = |person: Disclosure<&'a PartnerPerson>, role: &'a str| match person {
            Disclosure::Public(person) => {
                self.agreed_name(person.name.as_deref(), person.consent.as_ref()).map(|name| (role, Some(name)))
            }
            Disclosure::Area | Disclosure::OnRequest => Some((role, None)),
            Disclosure::Hidden => None,
        };
        let people = partner.people.disclose(self.lens()).into_iter().zip(partner.people.unguarded());
        people.filter_map(|(person, all)| shown(person, &all.role)).collect()
    }

    /// The name of somebody who may have a consent: the one that was agreed, while the consent is valid.
    fn agreed_name<N>(&self, name: Option<&'a str>, consent: Option<&ReferenceTo<N>>) -> Option<&'a str> {
        let Some(consent) = consent else { return name };
        let publication = self.publication;
        let is_given = is_consent_given(&publication.site, &consent.text, self.lens().channel(), &publication.clock);
        publication.site.ledger.get(&consent.text).filter(|_| is_given).map(|consent| consent.shown_as.as_str())
    }

    /// Who speaks at an event: a partner, or a name with the address of a page (`Err`). Somebody with a consent is
    /// called by the name that was agreed, while the consent holds. While safety is raised, nobody is told whom to find there.
    pub fn speakers(&self) -> Vec<Result<VisibleRecord<'a>, (&'a str, Option<String>)>> {
        let KindFields::Event(event) = self.fields() else { return Vec::new() };
        let resolve = |speaker: &'a Speaker| match speaker {
            Speaker::Partner(partner) => self.resolve_reference(partner).map(Ok),
            Speaker::Person(_) if !self.lens().discloses(SafetyField::Address) => None,
            Speaker::Person(person) => {
                let href = person.link.as_ref().and_then(|link| self.destination_href(link));
                self.agreed_name(Some(&person.name), person.consent.as_ref()).map(|name| Err((name, href)))
            }
        };
        event.speakers.disclose(self.lens()).iter().filter_map(resolve).collect()
    }

    /// The people in a story: the name under which each agreed to be shown, and the role.
    pub fn people(&self) -> Vec<(&'a str, Option<&'a str>)> {
        let KindFields::Story(story) = self.fields() else { return Vec::new() };
        let Some(people) = story.people.disclose(self.lens()).as_ref() else { return Vec::new() };
        let name_and_role = |person: &'a Person| {
            let consent = self.publication.site.ledger.get(&person.consent.text)?;
            Some((consent.shown_as.as_str(), person.role.as_deref()))
        };
        people.persons().iter().filter_map(name_and_role).collect()
    }
}
