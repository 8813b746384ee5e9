//! The groups of fields in `site.yaml`.

use jiff::civil::Date;

use crate::yaml::{NamedValues, Spanned, fields, words};

fields! {
    /// How to reach the network.
    pub struct SiteContact {
        /// An e-mail address whose mail somebody reads.
        email: required String, always;
        /// A telephone number.
        phone: optional String, always;
        /// A sentence about when and how to get in touch.
        text: optional String, always;
        /// A postal address, in one line.
        post: optional String, always;
    }
}

fields! {
    /// Types of records besides the built-in ones.
    pub struct ExtraTypes {
        /// Types of partners.
        partners: many String, always;
        /// Types of resources.
        resources: many String, always;
        /// Types of stories.
        stories: many String, always;
    }
}

fields! {
    /// An entry of the main menu.
    pub struct MenuItem {
        /// Its text.
        title: required String, always;
        /// Where it leads: an address of this site, such as `/stories/`, or a web address.
        to: required Spanned<String>, always;
    }
}

fields! {
    /// Which outputs are made besides pages. Each is made unless it is `false`, `rss` only when it is `true`.
    pub struct Outputs {
        /// News feeds (Atom and JSON Feed).
        feeds: optional bool, always;
        /// News feeds as RSS 2.0 too, for newsletter services.
        rss: optional Spanned<bool>, always;
        /// Calendars to subscribe to.
        calendars: optional bool, always;
        /// Pictures that messengers show with a shared link.
        cards: optional bool, always;
        /// The search.
        search: optional bool, always;
    }
}

fields! {
    /// What the search finds besides the words that are looked for.
    pub struct SearchOptions {
        /// Words that mean the same: who looks for one finds them all.
        synonyms: many Spanned<Vec<String>>, always;
        /// The page that comes first when somebody looks for some words.
        pins: optional NamedValues<Spanned<String>>, always;
    }
}

fields! {
    /// How pictures are prepared.
    pub struct ImageOptions {
        /// The widths in which each picture is made, in pixels.
        widths: many u32, always;
        /// Whether pictures are made as AVIF too.
        avif: optional bool, always;
    }
}

fields! {
    /// What the accessibility statement says.
    pub struct Accessibility {
        /// The day on which somebody last tested the site.
        checked: optional Spanned<Date>, always;
        /// Who tested it.
        by: optional String, always;
        /// Known problems, one sentence for each.
        known: many String, always;
    }
}

fields! {
    /// A fault that is accepted until a day.
    pub struct SiteWaiver {
        /// The fault's code.
        code: required Spanned<String>, always;
        /// The file, from the network's root or from `content/`.
        file: required String, always;
        /// Why it is accepted.
        reason: required String, always;
        /// The last day on which it is accepted.
        until: required Date, always;
    }
}

words! {
    /// The hosting company or web server that serves the site.
    pub enum Hosting ("a host") {
        /// Any web server.
        Plain "plain",
        /// Netlify.
        Netlify "netlify",
        /// Cloudflare Pages.
        Cloudflare "cloudflare",
        /// GitHub Pages.
        Github "github",
        /// GitLab Pages.
        Gitlab "gitlab",
        /// Apache.
        Apache "apache",
        /// nginx.
        Nginx "nginx",
    }
}
