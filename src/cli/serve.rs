//! `serve`: the preview.

use std::collections::BTreeSet;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use jiff::Timestamp;

use super::surroundings::OnDisk;
use super::{Ended, Global, report};
use crate::config::BaseUrl;
use crate::disk::LiveWorld;
use crate::fault::{self, Fault, Severity};
use crate::language::format_count;
use crate::serve::{self, Door, Preview, Refreshed, Running, Server, qr};
use crate::watch::{Batch, Polling, Watch};
use crate::world::World;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The port; if it is taken, the next free one.
    #[arg(long, value_name = "PORT", default_value_t = 1111)]
    port: u16,
    /// Also for other machines that this address reaches, such as 0.0.0.0: they need the code that is shown.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", hide_default_value = true)]
    host: IpAddr,
    /// Open a browser.
    #[arg(long)]
    open: bool,
    /// The browser goes to the page that was saved.
    #[arg(long)]
    follow: bool,
    /// Show drafts too, marked.
    #[arg(long)]
    drafts: bool,
    /// The clock stands at this moment, such as 2027-06-18T18:30Z, or on this day.
    #[arg(long, value_name = "WHEN", value_parser = super::moment)]
    now: Option<Timestamp>,
    /// Where the site is published, instead of `base_url` in site.yaml.
    #[arg(long, value_name = "URL", value_parser = super::base_url)]
    base_url: Option<BaseUrl>,
    /// What links to files open, instead of `editor` in site.yaml: an address with {path}, {line} and {column}.
    #[arg(long, value_name = "PATTERN")]
    editor: Option<String>,
    /// The private folder, where it is not content/private/ (or COMMONGROUND_PRIVATE).
    #[arg(long, value_name = "DIR")]
    private: Option<Utf8PathBuf>,
}

/// New faults that are shown in full after one change; the rest are counted.
const SHOWN: usize = 5;
/// Names of changed files that are said after one change.
const NAMED: usize = 3;
/// How long is waited for a change at most before looking at the clock.
const LOOK: Duration = Duration::from_secs(600);

pub(super) fn run(global: &Global, options: &Options) -> Ended {
    let disk = match global.folder(options.private.as_ref(), options.now) {
        Ok(disk) => disk,
        Err(ended) => return ended,
    };
    let server = match Server::open(options.host, options.port) {
        Ok(server) => server,
        Err(error) => return Ended::Environment(format!("no port from {} can be used: {error}", options.port)),
    };
    // Watched before it is read: what changes in between is not missed.
    let root = disk.root().to_owned();
    let private = disk.private().map(Utf8Path::to_owned);
    let mut watch = Watch::open(&root, disk.sources());
    let world = Arc::new(LiveWorld::new(disk));
    let preview = Preview::open(
        Arc::clone(&world) as Arc<dyn World + Send + Sync>,
        serve::Options {
            drafts: options.drafts,
            base_url: options.base_url.clone(),
            now: options.now,
            follow: options.follow,
            editor: options.editor.clone(),
            root: root.to_string(),
            ..serve::Options::default()
        },
        Box::new(OnDisk::new(&root, private.as_deref())),
        Box::new(teller(global)),
    );
    // It answers as long as this is there.
    let _running = match start(server, options, &preview) {
        Ok(running) => running,
        Err(ended) => return ended,
    };
    if let Some(polling) = &watch.polling {
        eprintln!("{}", polling_in_words(polling));
    }
    let was_polling = watch.polling.is_some();
    loop {
        let batch = watch.next(until_change(&preview));
        if watch.polling.is_some() && !was_polling {
            let polling = watch.polling.as_ref().map(polling_in_words).unwrap_or_default();
            eprintln!("{polling}");
        }
        match batch {
            Batch::Paths(paths) => world.touched(paths),
            Batch::Everything => world.forget(),
            Batch::Nothing => {}
        }
        let refreshed = preview.refresh();
        if !global.quiet && !refreshed.changed.is_empty() {
            eprintln!("{}", changes_in_words(&refreshed));
        }
    }
}

/// Begins to answer, and says where.
fn start(mut server: Server, options: &Options, preview: &Arc<Preview>) -> Result<Running, Ended> {
    let address = server.address();
    let base = {
        let shown = preview.shown();
        let press = shown.press.as_ref();
        press.map_or_else(|| "/".to_owned(), |press| press.publication().href("/"))
    };
    if options.port != 0 && address.port() != options.port {
        eprintln!("Port {} is taken, so this is on port {}.", options.port, address.port());
    }
    let own = own_address(address);
    let url = format!("http://{own}{base}");
    if !options.host.is_loopback() {
        let outside = format!("http://{}", outer_address(address));
        let tell = {
            let outside = outside.clone();
            move |path: &str| invite(&outside, path, "Somebody came in. The next one needs a new code:")
        };
        let door = Door::new(&base, tell)
            .map_err(|error| Ended::Environment(format!("no code can be made for other machines: {error}")))?;
        eprintln!(
            "Careful: everybody in this network who has the code below can read the preview, drafts and faults included. \
             Use it in a room that you trust, and end it with Ctrl-C."
        );
        if let Some(path) = door.path() {
            invite(&outside, &path, "On a phone in the same room, scan this; it works once:");
        }
        server.door = Some(Arc::new(door));
    }
    let handler = Arc::clone(preview) as Arc<dyn serve::Handler>;
    let running = server
        .start(handler)
        .map_err(|error| Ended::Environment(format!("the preview could not be started: {error}")))?;
    let mut stdout = std::io::stdout().lock();
    // The one line that a script may read; whoever closed its end does not want it.
    let _ = writeln!(stdout, "Preview: {url}").and_then(|()| stdout.flush());
    if options.open
        && let Err(error) = open::that_detached(&url)
    {
        eprintln!("No browser could be opened: {error}. Open {url} yourself.");
    }
    Ok(running)
}

fn invite(outside: &str, path: &str, why: &str) {
    let url = format!("{outside}{path}");
    eprintln!("\n{why}\n{}\n{url}\n", qr(&url));
}

/// How this machine calls it.
fn own_address(address: SocketAddr) -> String {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port()).to_string()
}

/// How other machines call it: the address that packets to the outside would come from. Nothing is sent.
fn outer_address(address: SocketAddr) -> String {
    let found = || {
        // An address for documentation (RFC 5737): a route to it is a route out.
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
        Some(socket.local_addr().ok()?.ip())
    };
    let ip = if address.ip().is_unspecified() { found().unwrap_or(address.ip()) } else { address.ip() };
    SocketAddr::new(ip, address.port()).to_string()
}

fn until_change(preview: &Preview) -> Duration {
    let until = preview.next_change().map(|turn| turn.duration_since(preview.now()));
    // A little later, so that the moment has surely come.
    let until = until.and_then(|until| Duration::try_from(until).ok()).map(|until| until + Duration::from_millis(20));
    until.unwrap_or(LOOK).min(LOOK)
}

fn changes_in_words(refreshed: &Refreshed) -> String {
    let changed = &refreshed.changed;
    let inner = |path: &String| path.strip_prefix("content/").unwrap_or(path).to_owned();
    let mut names: Vec<String> = changed.iter().take(NAMED).map(inner).collect();
    if changed.len() > NAMED {
        names.push(format!("{} more", changed.len() - NAMED));
    }
    format!("{} changed: shown after {} ms", names.join(", "), refreshed.took.as_millis())
}

fn polling_in_words(polling: &Polling) -> String {
    match polling {
        Polling::Remote(kind) => format!(
            "The network lies on a shared drive ({kind}), where changes by others are not reported: \
             it is looked at every two seconds."
        ),
        Polling::Refused(why) => {
            format!("Changes cannot be watched ({why}): the network is looked at every two seconds.")
        }
    }
}

/// Says which faults are new and how many are mended; not all of them again after each change.
fn teller(global: &Global) -> impl Fn(&[Fault]) + Send + Sync + use<> {
    let colour = global.colours(&std::io::stderr());
    let quiet = global.quiet;
    let known: Mutex<Option<BTreeSet<String>>> = Mutex::default();
    move |faults| {
        let faults: Vec<&Fault> = faults.iter().filter(|fault| !quiet || fault.severity == Severity::Error).collect();
        // A fault is the same one when it has only moved to another line.
        let key = |fault: &&Fault| format!("{} {:?} {}", fault.code.as_str(), fault.path(), fault.message);
        let now: BTreeSet<String> = faults.iter().map(key).collect();
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known.replace(now.clone());
        let first = before.is_none();
        let before = before.unwrap_or_default();
        let mut new: Vec<&Fault> = faults.iter().filter(|fault| !before.contains(&key(fault))).copied().collect();
        let mended = before.difference(&now).count();
        if new.is_empty() && mended == 0 {
            return;
        }
        new.sort_by_key(|fault| std::cmp::Reverse(fault.severity));
        let mut text = String::new();
        for fault in new.iter().take(SHOWN).rev() {
            text.push_str(&fault::format_human(std::slice::from_ref(*fault), colour));
        }
        if new.len() > SHOWN {
            text.push_str(&format!("… and {} more; the desk at /_desk/faults/ has all.\n", new.len() - SHOWN));
        }
        if mended > 0 {
            text.push_str(&format!("{} mended. ", format_count(mended, "fault", "faults")));
        }
        if !first || !faults.is_empty() {
            let all: Vec<Fault> = faults.into_iter().cloned().collect();
            text.push_str(&format!("Now: {}.\n", report::tally(&all)));
        }
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }
}
