//! The fields of records, and how the file of one record is read.
//!
//! Each kind has a file that declares its fields. Whatever needs another file (does the partner exist?) is kept as a
//! reference or a link, and `site` resolves it.

mod access;
mod booking;
mod campaign;
mod common;
mod contact_details;
mod event;
mod event_languages;
mod event_status;
mod field_locations;
mod file_role;
mod guard;
mod incident;
mod kind_fields;
mod line_waiver;
mod list_file;
mod misnamed_translation;
mod no_effect_yet;
mod not_fields;
mod opportunity;
mod page;
mod parse;
mod parse_translation;
mod parsed_record;
mod partner;
mod partner_contact;
mod partner_person;
mod picture_details;
mod place;
mod private_file;
mod record_fields;
mod reference;
mod register_number;
mod repeat;
mod resource;
mod side_files;
mod slug_check;
mod speaker;
mod story;
mod time_values;
mod venue;

pub use access::{ACCESS_FACTS, Access, AccessAnswer};
pub use booking::{Booking, BookingNeeded, BookingState};
pub use campaign::{Ask, Campaign, CampaignPhase, Join, Question};
pub use common::{CommonFields, KeepPublic, TranslationFields};
pub use contact_details::{Address, Email, Phone};
pub use event::{Attendance, Event, EventContact};
pub use event_languages::{EventLanguages, LanguageFields};
pub use event_status::EventStatus;
pub use field_locations::FieldLocations;
pub use file_role::{FileRole, classify, is_ignored};
pub use guard::{
    BY_CONSENT, BY_SAFETY, BY_VISIBILITY, Channel, Disclosure, EDITORS_ONLY, Guarded, HasVisibility, Lens, SafetyField,
    Visibility,
};
pub use incident::{EventNotice, Incident};
pub use kind_fields::{KindFields, declared_fields, protection_of_field};
pub use line_waiver::LineWaiver;
pub(crate) use list_file::ListFile;
pub use misnamed_translation::find_misnamed_translation;
pub use opportunity::{Application, Commitment, Opportunity};
pub use parse::parse;
pub use parse_translation::{ParsedTranslation, parse_translation};
pub use parsed_record::ParsedRecord;
pub use partner::{Partner, PartnerStatus, Service};
pub use partner_contact::{PartnerContact, VisibleContact};
pub use partner_person::PartnerPerson;
pub use picture_details::{PeopleInPicture, PictureDetails};
pub use place::{PLACE_LEVELS, Place};
pub use private_file::merge_private_file;
pub use record_fields::{PastDay, RecordFields};
pub use reference::{Destination, Organiser, PartnerOrText, ReferenceTo};
pub use register_number::CharityNumber;
pub use repeat::{Break, OccurrenceEntry, Repeat};
pub use resource::{Download, DownloadPurpose, Resource};
pub use side_files::{Observance, Signpost, read_observances, read_signposts};
pub use speaker::{Speaker, SpeakingPerson};
pub use story::{People, Person, Story};
pub use venue::{NamedPlace, Online, Venue};
