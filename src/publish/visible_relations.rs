//! Other records that a visible record names, or that name it.

use super::publication::Publication;
use super::visible_record::VisibleRecord;
use crate::kind::Role;
use crate::path::percent_encode_path;
use crate::record::{Channel, Destination, Organiser, PartnerOrText, ReferenceTo, Venue};
use crate::site::{ResolvedTarget, file_address};

/// The most versions that are followed to the newest.
const MAX_VERSIONS: usize = 64;

impl<'a> VisibleRecord<'a> {
    /// The places that the record is in and that lists may show.
    pub fn places(&self) -> impl Iterator<Item = VisibleRecord<'a>> {
        let publication = self.publication;
        self.record.in_places.iter().filter_map(move |place| publication.visible(*place, Channel::List))
    }

    /// The records that it names in a role and that lists may show.
    pub fn related(&self, role: Role) -> impl Iterator<Item = VisibleRecord<'a>> {
        let publication = self.publication;
        self.record
            .relations
            .iter()
            .filter(move |(stated_role, _)| *stated_role == role)
            .filter_map(move |(_, to)| publication.visible(*to, Channel::List))
    }

    /// The records with pages that name this record, with their roles, in the order of kind and slug.
    pub fn backlinks(&self) -> impl Iterator<Item = (Role, VisibleRecord<'a>)> {
        let publication = self.publication;
        self.record
            .backlinks
            .iter()
            .filter_map(move |(role, from)| Some((*role, publication.visible(*from, Channel::List)?)))
            .filter(|(_, from)| from.kind().has_pages())
    }

    /// The records with pages that name this record in a role, in the order of kind and slug.
    pub fn named_by(&self, role: Role) -> impl Iterator<Item = VisibleRecord<'a>> {
        let publication = self.publication;
        let naming = self.record.backlinks.iter().filter(move |(stated_role, _)| *stated_role == role);
        let visible = naming.filter_map(move |(_, from)| publication.visible(*from, Channel::List));
        visible.filter(|from| from.kind().has_pages())
    }

    /// The newest record that replaces this one; `None` when nothing replaces it. A circle of records is an error, so
    /// none of them is published; the limit ends one all the same.
    pub fn newest_version(&self) -> Option<VisibleRecord<'a>> {
        let next = |record: &VisibleRecord<'a>| record.named_by(Role::Supersedes).next();
        std::iter::successors(next(self), next).take(MAX_VERSIONS).last()
    }

    /// The record that one of its fields names, if lists may show it.
    pub fn resolve_reference<N>(&self, reference: &ReferenceTo<N>) -> Option<VisibleRecord<'a>> {
        let ix = self.resolved_target(reference.index)?.record()?;
        self.publication.visible(ix, Channel::List)
    }

    /// The organiser: a partner, or the name of somebody else (`Err`). `None` for a partner that lists may not show.
    pub fn resolve_organiser<'o>(&self, organiser: &'o Organiser) -> Option<Result<VisibleRecord<'a>, &'o str>> {
        match organiser {
            Organiser::Partner(partner) => self.resolve_reference(partner).map(Ok),
            Organiser::Name(name) => Some(Err(name)),
        }
    }

    /// The author: a partner, or a text (`Err`). `None` for a partner that lists may not show.
    pub fn resolve_partner_or_text<'o>(&self, author: &'o PartnerOrText) -> Option<Result<VisibleRecord<'a>, &'o str>> {
        match self.resolved_target(author.index) {
            Some(ResolvedTarget::Record(ix, _)) => self.publication.visible(*ix, Channel::List).map(Ok),
            _ => Some(Err(&author.text)),
        }
    }

    /// The partner that a venue belongs to, if lists may show it.
    pub fn resolve_venue(&self, venue: &Venue) -> Option<VisibleRecord<'a>> {
        match venue {
            Venue::Partner(partner) => self.resolve_reference(partner),
            Venue::Place(_) => None,
        }
    }

    /// The `href` of a destination; `None` when its target is not published.
    pub fn destination_href(&self, destination: &Destination) -> Option<String> {
        match destination {
            Destination::Web(url) => Some(url.as_str().to_owned()),
            Destination::Internal(reference) => self.publication.resolved_href(self.resolved_target(reference.index)?),
        }
    }

    /// What the reference with an index in the record's file leads to.
    pub(super) fn resolved_target(&self, index: u32) -> Option<&'a ResolvedTarget> {
        self.record.resolved_references.get(index as usize)
    }
}

impl Publication {
    /// The `href` of a feed or calendar; `None` when the site has none at the address.
    pub fn file_href(&self, address: &str) -> Option<String> {
        let is_there = self.news_feed_at(address).is_some() || self.calendar_at(address).is_some();
        is_there.then(|| self.href(address))
    }

    /// The `href` of a link; `None` when its target is not published.
    pub(super) fn resolved_href(&self, target: &ResolvedTarget) -> Option<String> {
        let with_anchor = |href: String, anchor: &Option<String>| match anchor {
            Some(anchor) => format!("{href}#{}", percent_encode_path(anchor)),
            None => href,
        };
        match target {
            ResolvedTarget::Record(ix, anchor) => {
                let record = self.visible(*ix, Channel::List).filter(|record| record.kind().has_pages())?;
                Some(with_anchor(record.href(), anchor))
            }
            ResolvedTarget::File(path) => {
                let address = file_address(path);
                self.files().contains_key(&address).then(|| self.href(&address))
            }
            ResolvedTarget::Address(address, anchor) => {
                let page = self.page_at(address).map(|page| with_anchor(self.href(&page.address), anchor));
                page.or_else(|| self.file_href(address))
            }
            ResolvedTarget::Verbatim(url) => Some(url.clone()),
            ResolvedTarget::KnownWord | ResolvedTarget::Unresolved => None,
        }
    }
}
