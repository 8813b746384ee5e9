//! What is to be done before the site is published, item by item.

use serde::Serialize;

use super::{Desk, PrivateFolder};
use crate::agenda::EditorRecords;
use crate::config::{self, Hosting};
use crate::language::format_count;
use crate::publish::Publication;

/// Sample records that are named.
const NAMED: usize = 3;

/// One thing to do, or done.
#[derive(Serialize)]
pub(super) struct Item {
    done: bool,
    title: &'static str,
    sentence: String,
    /// The way to do it; nothing where it is done.
    way: String,
    /// A link to where it is done.
    href: Option<String>,
    file: Option<&'static str>,
}

impl Item {
    fn new(title: &'static str, done: bool, sentence: impl Into<String>, way: impl Into<String>) -> Self {
        let way = if done { String::new() } else { way.into() };
        Self { done, title, sentence: sentence.into(), way, href: None, file: None }
    }

    fn at(mut self, desk: &Desk<'_>, file: &'static str) -> Self {
        if !self.done {
            (self.href, self.file) = (desk.editor(file, None), Some(file));
        }
        self
    }
}

pub(super) fn list(desk: &Desk<'_>, publication: &Publication, records: &EditorRecords<'_>) -> Vec<Item> {
    vec![
        address(publication).at(desk, config::SITE_FILE),
        contact(publication).at(desk, config::SITE_FILE),
        signposts(publication).at(desk, "content/signposts.yaml"),
        samples(desk, records),
        hosting(publication, desk).at(desk, config::SITE_FILE),
        rebuilt(desk),
        private(desk),
    ]
}

/// Names that are set aside for examples (RFC 2606, RFC 6761): nothing is ever published there.
fn is_example(host: &str) -> bool {
    let host = host.split(['/', ':']).next().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    let is = |name: &str| host == name || host.ends_with(&format!(".{name}"));
    ["example", "example.org", "example.com", "example.net", "test", "invalid", "localhost"].into_iter().any(is)
}

fn address(publication: &Publication) -> Item {
    const TITLE: &str = "The address of the site";
    let way = "Write the address that readers will use, such as `base_url: https://your-network.org/`";
    match publication.base_url() {
        None => Item::new(TITLE, false, "It is not said yet where the site will be published.", way),
        Some(base) => {
            let whole = format!("{}{}/", base.origin, base.path);
            let host = base.origin.split("://").nth(1).unwrap_or_default();
            match is_example(host) {
                true => Item::new(TITLE, false, format!("`{whole}` is an example, not an address of yours."), way),
                false => Item::new(TITLE, true, format!("It will be published at `{whole}`."), way),
            }
        }
    }
}

fn contact(publication: &Publication) -> Item {
    const TITLE: &str = "A contact that somebody reads";
    let email = &publication.config().contact.email;
    let done = email.rsplit_once('@').is_some_and(|(_, host)| !is_example(host));
    let sentence = match done {
        true => format!("Readers write to `{email}`."),
        false => format!("`{email}` is an example; nobody reads it."),
    };
    Item::new(TITLE, done, sentence, "Write the network’s own mailbox under `contact:`")
}

fn signposts(publication: &Publication) -> Item {
    const TITLE: &str = "Where to report hate and find help";
    match publication.signposts().len() {
        0 => Item::new(
            TITLE,
            false,
            "There are no signposts, so pages about hard things lead nowhere.",
            "List who helps in your area, each with the day somebody last tried it",
        ),
        number => Item::new(TITLE, true, format!("There {}.", are(number, "signpost")), ""),
    }
}

fn are(number: usize, one: &str) -> String {
    let verb = if number == 1 { "is" } else { "are" };
    format!("{verb} {}", format_count(number, one, &format!("{one}s")))
}

fn samples(desk: &Desk<'_>, records: &EditorRecords<'_>) -> Item {
    const TITLE: &str = "No sample records left";
    let sample = |file: &str, digest| desk.surroundings.is_sample(file, digest);
    let left = records.site().records.iter().filter(|record| sample(&record.parsed.source.path, &record.parsed.digest));
    let left: Vec<&str> = left.map(|record| record.parsed.source.path.as_str()).collect();
    if left.is_empty() {
        return Item::new(TITLE, true, "Every record is your own.", "");
    }
    let named = left.iter().take(NAMED).map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", ");
    let more = if left.len() > NAMED { format!(" and {} more", left.len() - NAMED) } else { String::new() };
    let sentence = format!("The network began with {named}{more}, and nobody has changed {}.", them(left.len()));
    Item::new(TITLE, false, sentence, "Rewrite them, or remove their files and the links to them")
}

fn them(number: usize) -> &'static str {
    if number == 1 { "it" } else { "them" }
}

fn hosting(publication: &Publication, desk: &Desk<'_>) -> Item {
    const TITLE: &str = "How it is published";
    match (publication.config().hosting, desk.surroundings.rebuilt_by()) {
        (Some(Hosting::Plain), _) => {
            Item::new(TITLE, true, "Any web server: copy the output folder there after each build.", "")
        }
        (Some(host), _) => Item::new(TITLE, true, format!("`site.yaml` says `hosting: {}`.", host.as_str()), ""),
        (None, Some(file)) => Item::new(TITLE, true, format!("`{file}` builds and publishes it."), ""),
        (None, None) => Item::new(
            TITLE,
            false,
            "It is not said what the site is published with.",
            "Write `hosting:` with `plain`, `netlify`, `cloudflare`, `github`, `gitlab`, `apache` or `nginx`",
        ),
    }
}

fn rebuilt(desk: &Desk<'_>) -> Item {
    const TITLE: &str = "Made anew every day by itself";
    match desk.surroundings.rebuilt_by() {
        Some(file) => Item::new(TITLE, true, format!("`{file}` does it."), ""),
        None => Item::new(
            TITLE,
            false,
            "Nothing here makes the site anew: what is withdrawn or has ended stays until somebody builds.",
            "Let the host run `commonground build --keep-going` at least once a day (a workflow with `schedule:`), or \
             agree who builds, and when",
        ),
    }
}

fn private(desk: &Desk<'_>) -> Item {
    const TITLE: &str = "The private folder stays private";
    let (done, sentence) = match desk.surroundings.private_folder() {
        PrivateFolder::Absent => (true, "There is no private folder on this computer."),
        PrivateFolder::Elsewhere => (true, "It lies outside the network’s folder."),
        PrivateFolder::NoVersionControl => (true, "It is in the network’s folder, which is under no version control."),
        PrivateFolder::LeftOut => (true, "Version control leaves it out."),
        PrivateFolder::Exposed => (false, "Version control would take it in, with everybody’s names."),
    };
    Item::new(TITLE, done, sentence, "Add a line `content/private/` to `.gitignore`, before the next commit")
}
