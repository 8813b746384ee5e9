//! Opportunities: volunteering, and other ways to take part.

use jiff::civil::Date;

use super::access::Access;
use super::contact_details::{Email, Phone};
use super::field_locations::FieldLocations;
use super::record_fields::RecordFields;
use super::reference::Organiser;
use crate::fault::{Code, Fault, Faults};
use crate::time::Moment;
use crate::yaml::{Url, fields, words};

fields! {
    /// Something that people can volunteer for, or take part in.
    pub struct Opportunity {
        /// Who offers it: a partner, or a name.
        organiser: required Organiser, always;
        /// What somebody would do, in one sentence.
        role: optional String, always;
        /// How much time it takes, and when.
        time: optional String, safety;
        /// Whether people come once, regularly, or when it suits them.
        commitment: optional Commitment, always;
        /// The first day of the work itself. It may be after the last day on which people can apply.
        from: optional Date, always;
        /// The last day on which people can apply.
        until: optional Date, always;
        /// Whether it can be done from home.
        remote: optional bool, always;
        /// Access facts.
        access: optional Access, always;
        /// Which expenses are paid: travel, meals, childcare.
        expenses: optional String, always;
        /// Checks that are made before somebody starts, such as `DBS`; the word `none` says that there are none.
        checks: optional String, always;
        /// The youngest age, or the ages it is for.
        age: optional String, always;
        /// How to apply: at least one way.
        apply: required Application, always;
    }
}

words! {
    /// How often somebody would come.
    pub enum Commitment ("`one-off`, `regular` or `flexible`") {
        /// Once.
        OneOff "one-off",
        /// Regularly, on certain days.
        Regular "regular",
        /// Whenever it suits them.
        Flexible "flexible",
    }
}

fields! {
    /// How to apply.
    pub struct Application {
        /// The address of a form.
        url: optional Url, always;
        /// An e-mail address.
        email: optional Email, always;
        /// A telephone number.
        phone: optional Phone, always;
        /// A sentence about how to apply.
        text: optional String, always;
    }
}

impl RecordFields for Opportunity {
    fn type_word(&self) -> Option<&str> {
        self.commitment.map(Commitment::as_str)
    }

    fn labelled_dates(&self) -> Vec<(&'static str, Option<Moment>)> {
        vec![("From", self.from.map(Moment::from_date)), ("Closes", self.until.map(Moment::from_date))]
    }

    fn access(&self) -> Option<&Access> {
        self.access.as_ref()
    }

    fn open_until(&self) -> Option<Moment> {
        self.until.map(Moment::from_date)
    }

    fn check(&self, locations: &FieldLocations, out: &mut Faults) {
        let Application { url, email, phone, text } = &self.apply;
        let has_text = text.as_ref().is_some_and(|text| !text.trim().is_empty());
        let is_read = has_text || url.is_some() || email.is_some() || phone.is_some();
        // A way that cannot be read has a fault of its own.
        let is_written = |name: &&str| locations.has_nested_value("apply", name);
        if !is_read && !["url", "email", "phone"].iter().any(is_written) {
            let fault = Fault::new(Code::MissingField, locations.of_field("apply"), "`apply` names no way to apply");
            out.report(fault.with_help("add `url:`, `email:`, `phone:` or `text:` below it"));
        }
    }
}
