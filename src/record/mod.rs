//! Records: one file a kind, each field declared once; and one record's file, read by itself.
//!
//! What needs another file (does the partner exist?) is kept as a reference or a link, and resolved by `site`.

mod access;
mod campaign;
mod common;
mod contact_details;
mod event;
mod field_locations;
mod file_role;
mod guard;
mod incident;
mod kind_fields;
mod line_waiver;
mod page;
mod parse;
mod parsed_record;
mod partner;
mod picture_details;
mod place;
mod private_file;
mod record_fields;
mod reference;
mod register_number;
mod resource;
mod side_files;
mod story;
mod time_values;

pub use access::{ACCESS_FACTS, Access, AccessAnswer};
pub use campaign::{Ask, Campaign, Join, Phase};
pub use common::{CommonFields, KeepPublic, TranslationFields};
pub use contact_details::{Address, Email, Phone};
pub use event::{
    Booking, BookingNeeded, BookingState, Break, Event, EventContact, EventLanguages, EventStatus, NamedPlace,
    OccurrenceEntry, Online, Repeat, Venue,
};
pub use field_locations::FieldLocations;
pub use file_role::{FileRole, classify};
pub use guard::{
    BY_CONSENT, BY_SAFETY, BY_VISIBILITY, Channel, Disclosure, EDITORS_ONLY, Guarded, HasVisibility, Lens,
    ProtectedField, Visibility,
};
pub use incident::{EventNotice, Incident};
pub use kind_fields::{KindFields, declared_fields};
pub use line_waiver::LineWaiver;
pub use parse::{ParsedTranslation, parse, parse_translation};
pub use parsed_record::ParsedRecord;
pub use partner::{Partner, PartnerContact, PartnerStatus, Service, VisibleContact};
pub use picture_details::{PeopleInPicture, PictureDetails};
pub use place::{PLACE_LEVELS, Place};
pub use private_file::merge_private_file;
pub use record_fields::RecordFields;
pub use reference::{Destination, Organiser, PartnerOrText, ReferenceTo};
pub use register_number::CharityNumber;
pub use resource::{Download, DownloadPurpose, Resource};
pub(crate) use side_files::read_list;
pub use side_files::{Observance, Signpost, read_observances, read_signposts};
pub use story::{People, Person, Story};
