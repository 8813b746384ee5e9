//! What to do before the site is published, item by item.

use serde::Serialize;

use super::context::Desk;
use super::environment::PrivateFolder;
use crate::agenda::EditorRecords;
use crate::config::{self, Hosting};
use crate::language::format_count;
use crate::publish::Publication;

/// How many sample records are named.
const MAX_NAMED: usize = 3;

/// One thing to do, or done already.
#[derive(Serialize)]
pub(super) struct ChecklistItem {
    is_done: bool,
    title: &'static str,
    sentence: String,
    /// How to do it; empty if it is done.
    instruction: String,
    /// The link that opens the file in which it is done.
    editor_href: Option<String>,
    file: Option<&'static str>,
}

impl ChecklistItem {
    fn new(title: &'static str, is_done: bool, sentence: impl Into<String>, instruction: impl Into<String>) -> Self {
        let instruction = if is_done { String::new() } else { instruction.into() };
        Self { is_done, title, sentence: sentence.into(), instruction, editor_href: None, file: None }
    }

    fn in_file(mut self, desk: &Desk<'_>, file: &'static str) -> Self {
        if !self.is_done {
            (self.editor_href, self.file) = (desk.editor_href(file, None), Some(file));
        }
        self
    }
}

pub(super) fn build_checklist(
    desk: &Desk<'_>,
    publication: &Publication,
    records: &EditorRecords<'_>,
) -> Vec<ChecklistItem> {
    vec![
        check_base_url(publication).in_file(desk, config::SITE_FILE),
        check_contact(publication).in_file(desk, config::SITE_FILE),
        check_signposts(publication).in_file(desk, "content/signposts.yaml"),
        check_samples(desk, records),
        check_hosting(publication, desk).in_file(desk, config::SITE_FILE),
        check_daily_build(desk),
        check_private_folder(desk),
    ]
}

/// Whether a host has one of the names that are reserved for examples (RFC 2606, RFC 6761): no site is ever there.
fn is_example_host(host: &str) -> bool {
    let host = host.split(['/', ':']).next().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    let is_below = |name: &str| host == name || host.ends_with(&format!(".{name}"));
    ["example", "example.org", "example.com", "example.net", "test", "invalid", "localhost"].into_iter().any(is_below)
}

fn check_base_url(publication: &Publication) -> ChecklistItem {
    const TITLE: &str = "The address of the site";
    let instruction = "Write the address that readers will use, such as `base_url: https://your-network.org/`";
    match publication.base_url() {
        None => ChecklistItem::new(TITLE, false, "Nothing says yet where the site will be published.", instruction),
        Some(base) => {
            let url = format!("{}{}/", base.origin, base.path);
            let host = base.origin.split("://").nth(1).unwrap_or_default();
            match is_example_host(host) {
                true => ChecklistItem::new(TITLE, false, format!("`{url}` is only an example."), instruction),
                false => ChecklistItem::new(TITLE, true, format!("It will be published at `{url}`."), instruction),
            }
        }
    }
}

fn check_contact(publication: &Publication) -> ChecklistItem {
    const TITLE: &str = "A contact that somebody reads";
    let email = &publication.config().contact.email;
    let done = email.rsplit_once('@').is_some_and(|(_, host)| !is_example_host(host));
    let sentence = match done {
        true => format!("Readers write to `{email}`."),
        false => format!("`{email}` is an example; nobody reads it."),
    };
    ChecklistItem::new(TITLE, done, sentence, "Write the network’s own mailbox under `contact:`")
}

fn check_signposts(publication: &Publication) -> ChecklistItem {
    const TITLE: &str = "Where to report hate and find help";
    match publication.signposts().len() {
        0 => ChecklistItem::new(
            TITLE,
            false,
            "There are no signposts, so pages about difficult subjects do not say where to find help.",
            "List who helps in your area, each with the day on which somebody last tried it",
        ),
        number => ChecklistItem::new(TITLE, true, format!("There {}.", is_or_are(number, "signpost")), ""),
    }
}

fn is_or_are(number: usize, noun: &str) -> String {
    let verb = if number == 1 { "is" } else { "are" };
    format!("{verb} {}", format_count(number, noun, &format!("{noun}s")))
}

fn check_samples(desk: &Desk<'_>, records: &EditorRecords<'_>) -> ChecklistItem {
    const TITLE: &str = "No sample records left";
    let sample = |file: &str, digest| desk.environment.is_sample(file, digest);
    let left = records.site().records.iter().filter(|record| sample(&record.parsed.source.path, &record.parsed.digest));
    let left: Vec<&str> = left.map(|record| record.parsed.source.path.as_str()).collect();
    if left.is_empty() {
        return ChecklistItem::new(TITLE, true, "Every record is your own.", "");
    }
    let named = left.iter().take(MAX_NAMED).map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", ");
    let more = if left.len() > MAX_NAMED { format!(" and {} more", left.len() - MAX_NAMED) } else { String::new() };
    let sentence =
        format!("The network began with {named}{more}, and nobody has changed {} yet.", it_or_them(left.len()));
    ChecklistItem::new(TITLE, false, sentence, "Rewrite them, or remove their files and the links to them")
}

fn it_or_them(number: usize) -> &'static str {
    if number == 1 { "it" } else { "them" }
}

fn check_hosting(publication: &Publication, desk: &Desk<'_>) -> ChecklistItem {
    const TITLE: &str = "How it is published";
    match (publication.config().hosting, desk.environment.scheduled_workflow()) {
        (Some(Hosting::Plain), _) => {
            ChecklistItem::new(TITLE, true, "Any web server: copy the output folder there after each build.", "")
        }
        (Some(host), _) => {
            ChecklistItem::new(TITLE, true, format!("`site.yaml` says `hosting: {}`.", host.as_str()), "")
        }
        (None, Some(file)) => ChecklistItem::new(TITLE, true, format!("`{file}` builds and publishes it."), ""),
        (None, None) => ChecklistItem::new(
            TITLE,
            false,
            "Nothing says how the site is published.",
            "Write `hosting:` with `plain`, `netlify`, `cloudflare`, `github`, `gitlab`, `apache` or `nginx`",
        ),
    }
}

fn check_daily_build(desk: &Desk<'_>) -> ChecklistItem {
    const TITLE: &str = "Rebuilt every day by itself";
    match desk.environment.scheduled_workflow() {
        Some(file) => ChecklistItem::new(TITLE, true, format!("`{file}` does it."), ""),
        None => ChecklistItem::new(
            TITLE,
            false,
            "Nothing here rebuilds the site by itself: what is withdrawn or has ended stays on it until somebody builds it.",
            "Let the host run `commonground build --keep-going` at least once a day (a workflow with `schedule:`), or \
             agree who builds it, and when",
        ),
    }
}

fn check_private_folder(desk: &Desk<'_>) -> ChecklistItem {
    const TITLE: &str = "The private folder stays private";
    let (done, sentence) = match desk.environment.private_folder() {
        PrivateFolder::Absent => (true, "There is no private folder on this computer."),
        PrivateFolder::Elsewhere => (true, "It is outside the network’s folder."),
        PrivateFolder::NoVersionControl => (true, "It is in the network’s folder, which is not under version control."),
        PrivateFolder::Ignored => (true, "Version control ignores it."),
        PrivateFolder::Exposed => (false, "Version control would include it, with everybody’s names."),
    };
    ChecklistItem::new(TITLE, done, sentence, "Add the line `content/private/` to `.gitignore` before the next commit")
}
