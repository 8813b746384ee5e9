//! The roles of relations between records.

/// Declares the roles: name, field, and how an editor's page about a record heads each side of the relation.
macro_rules! roles {
    ($($(#[doc = $doc:literal])+ $name:ident $field:literal $label:literal $backlink_label:literal;)+) => {
        /// The role of a relation: the field in which one record names another.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Role {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Role {
            /// All roles.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name of the field, such as `looked_after_by`; `mentions` for links in the text.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $field,)+ }
            }

            /// The role of references in a field.
            pub fn from_field(field: &str) -> Option<Self> {
                match field { $($field => Some(Self::$name),)+ _ => None }
            }

            /// A heading over the records that a record names in this role.
            pub fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)+ }
            }

            /// A heading over the records that name a record in this role.
            pub fn backlink_label(self) -> &'static str {
                match self { $(Self::$name => $backlink_label,)+ }
            }
        }
    };
}

roles! {
    /// The places that a record is about or is in.
    Places "places" "Places" "Here";
    /// The campaigns that a record is part of.
    Campaigns "campaigns" "Campaigns" "Part of this campaign";
    /// Other records worth reading with it.
    Related "related" "Related" "Named as related by";
    /// The record of the same thing that is shown instead.
    SameAs "same_as" "The same as" "Also recorded as";
    /// The partner that keeps the record.
    LookedAfterBy "looked_after_by" "Looked after by" "Looks after";
    /// The partners that fund what a record is about.
    Funders "funders" "Funders" "Funds";
    /// The partners that a record is about, or that take part in it.
    Partners "partners" "Partners" "Partner in";
    /// Who wrote a record.
    By "by" "Written by" "Wrote";
    /// The event a story grew from.
    Event "event" "Grew from" "What grew from it";
    /// The partner that another partner is a part of.
    PartOf "part_of" "Part of" "Its parts";
    /// The partnerships that a partner belongs to.
    MemberOf "member_of" "Member of" "Its members";
    /// The area a partner serves.
    Serves "serves" "Serves" "Served by";
    /// The partner at which an event takes place.
    Venue "venue" "Venue" "Venue of";
    /// Who runs an event.
    Organisers "organisers" "Organisers" "Organises";
    /// Who offers an opportunity.
    Organiser "organiser" "Organiser" "Offers";
    /// Who runs an event together with the organisers.
    CoOrganisers "co_organisers" "Co organisers" "Co-organises";
    /// Who hosts an event.
    Hosts "hosts" "Hosts" "Hosts";
    /// Who speaks at an event.
    Speakers "speakers" "Speakers" "Speaks at";
    /// Who leads what a campaign asks for.
    LedBy "led_by" "Asks led by" "Leads asks of";
    /// Resources that a campaign uses.
    Toolkit "toolkit" "Toolkit" "In the toolkit of";
    /// Who published a resource.
    Publisher "publisher" "Publisher" "Publishes";
    /// The resource that this one replaces.
    Supersedes "supersedes" "Supersedes" "Superseded by";
    /// The place a place lies in.
    Parent "parent" "Part of" "Places in it";
    /// Further areas a place lies in.
    Within "within" "Within" "Places in it";
    /// The page of the site that has a resource's contents.
    WebVersion "web_version" "Web version" "As “web version” of";
    /// Where a button of a campaign leads.
    Link "link" "Link" "As “link” of";
    /// Where a link of an incident pack leads.
    To "to" "To" "As “to” of";
    /// Links and blocks in the text.
    Mentions "mentions" "Links to" "Linked from";
}

impl Role {
    /// The roles of those who run an event.
    pub const ORGANISERS: &'static [Self] = &[Self::Organisers, Self::CoOrganisers];
    /// The roles of those where an event takes place.
    pub const VENUES: &'static [Self] = &[Self::Venue, Self::Hosts];

    /// Whether a record names at most one record in this role.
    pub fn is_single(self) -> bool {
        let single = [Self::LookedAfterBy, Self::By, Self::Event, Self::PartOf, Self::Venue, Self::Organiser];
        single.contains(&self) || matches!(self, Self::Publisher | Self::Supersedes | Self::Parent | Self::WebVersion)
    }

    /// Whether this is the venue or the host of an event.
    pub fn is_venue(self) -> bool {
        Self::VENUES.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_found_by_its_field() {
        for role in Role::ALL {
            assert_eq!(Role::from_field(role.as_str()), Some(*role));
        }
        assert_eq!(Role::from_field("title"), None);
    }
}
