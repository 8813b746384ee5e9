//! Campaigns and what they ask for.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::field_locations::FieldLocations;
use super::record_fields::RecordFields;
use super::reference::{Destination, Partners, ReferenceTo, Resources};
use crate::fault::{Code, Fault, Faults};
use crate::time::Moment;
use crate::yaml::fields;

fields! {
    /// A campaign.
    pub struct Campaign {
        /// The first day.
        start: required Date, always;
        /// The last day.
        end: optional Date, always;
        /// What it asks for.
        asks: many Ask, always;
        /// Its steps.
        phases: many CampaignPhase, always;
        /// Partners that take part.
        partners: many ReferenceTo<Partners>, always;
        /// Resources to use.
        toolkit: many ReferenceTo<Resources>, always;
        /// How to join.
        join: optional Join, always;
        /// The hashtag to share it with.
        hashtag: optional String, always;
        /// What came of it, in one or two sentences.
        outcome: optional String, always;
        /// Questions that people ask, with their answers.
        questions: many Question, always;
    }
}

fields! {
    /// Something a campaign asks for.
    pub struct Ask {
        /// What it asks, in a few words.
        title: required String, always;
        /// One or two sentences.
        text: required String, always;
        /// Who is asked.
        audience: optional String, always;
        /// Who leads it.
        led_by: optional ReferenceTo<Partners>, always;
        /// Where to do it.
        link: optional Destination, always;
    }
}

fields! {
    /// A step of a campaign.
    pub struct CampaignPhase {
        /// The step, in a few words.
        title: required String, always;
        /// Its first day.
        from: required Date, always;
    }
}

fields! {
    /// A question that people ask.
    pub struct Question {
        /// The question.
        q: required String, always;
        /// The answer, in one or two sentences.
        a: required String, always;
    }
}

fields! {
    /// How to join.
    pub struct Join {
        /// What the button says.
        text: required String, always;
        /// Where it leads.
        link: required Destination, always;
    }
}

impl RecordFields for Campaign {
    fn labelled_dates(&self) -> Vec<(&'static str, Option<Moment>)> {
        vec![("Begins", Some(Moment::from_date(self.start))), ("Ends", self.end.map(Moment::from_date))]
    }

    fn date(&self) -> Option<Date> {
        Some(self.start)
    }

    fn begins_on(&self) -> Option<Date> {
        Some(self.start)
    }

    fn open_until(&self) -> Option<Moment> {
        self.end.map(Moment::from_date)
    }

    fn check(&self, locations: &FieldLocations, out: &mut Faults) {
        if let Some(end) = self.end.filter(|end| *end < self.start) {
            let message = format!("the campaign would end on {end}, before it starts");
            let fault = Fault::new(Code::InvalidValue, locations.of_field("end"), message);
            out.report(fault.with_help("check the two dates"));
        }
        self.check_phases(locations, out);
        let is_unaddressed = |(_, ask): &(usize, &Ask)| ask.audience.is_none() && ask.led_by.is_none();
        for (number, ask) in self.asks.iter().enumerate().filter(is_unaddressed) {
            let location = locations.of_nested("asks", Some((number, self.asks.len())), "title");
            let message = format!("nothing says whom “{}” asks, or who leads it", ask.title);
            let fault = Fault::new(Code::NoAudience, location, message);
            out.report(fault.with_help("add `audience:`, the people it is for, or `led_by:`, the partner to turn to"));
        }
    }
}

impl Campaign {
    /// Checks that each step begins on a day of its own, while the campaign runs. Their order does not matter.
    fn check_phases(&self, locations: &FieldLocations, out: &mut Faults) {
        let mut days = BTreeSet::new();
        for (number, CampaignPhase { from, .. }) in self.phases.iter().enumerate() {
            let correct = "correct one of the two days";
            let (message, help) = match self.end {
                _ if *from < self.start => {
                    (format!("this step begins on {from}, before the campaign does, on {}", self.start), correct)
                }
                Some(end) if *from > end => {
                    (format!("this step begins on {from}, after the campaign's last day, {end}"), correct)
                }
                _ if !days.insert(*from) => (format!("two steps begin on {from}"), "give each step a day of its own"),
                _ => continue,
            };
            let location = locations.of_nested("phases", Some((number, self.phases.len())), "from");
            out.report(Fault::new(Code::InvalidValue, location, message).with_help(help));
        }
    }
}
