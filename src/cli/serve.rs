//! `serve`: the preview.

use std::collections::BTreeSet;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use jiff::Timestamp;

use super::disk_environment::DiskEnvironment;
use super::{GlobalArgs, Outcome, report};
use crate::config::BaseUrl;
use crate::disk::LiveWorld;
use crate::fault::{self, Fault, Severity};
use crate::language::format_count;
use crate::serve::{self, DeviceAccess, Preview, RefreshSummary, RunningServer, Server, qr_code};
use crate::watch::{Batch, FolderWatcher, PollReason};
use crate::world::World;

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
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
    #[arg(long, value_name = "WHEN", value_parser = super::parse_moment)]
    now: Option<Timestamp>,
    /// Where the site is published, instead of `base_url` in site.yaml.
    #[arg(long, value_name = "URL", value_parser = super::parse_base_url)]
    base_url: Option<BaseUrl>,
    /// What links to files open, instead of `editor` in site.yaml: an address with {path}, {line} and {column}.
    #[arg(long, value_name = "PATTERN")]
    editor: Option<String>,
    /// The private folder, where it is not content/private/ (or COMMONGROUND_PRIVATE).
    #[arg(long, value_name = "DIR")]
    private: Option<Utf8PathBuf>,
}

/// New faults that are shown in full after one change; the rest are counted.
const MAX_SHOWN_FAULTS: usize = 5;
/// Names of changed files that are said after one change.
const MAX_NAMED_FILES: usize = 3;
/// How long is waited for a change at most before looking at the clock.
const MAX_WAIT: Duration = Duration::from_secs(600);

pub(super) fn run(global: &GlobalArgs, args: &ServeArgs) -> Outcome {
    let disk = match global.open_world(args.private.as_ref(), args.now) {
        Ok(disk) => disk,
        Err(outcome) => return outcome,
    };
    let server = match Server::bind(args.host, args.port) {
        Ok(server) => server,
        Err(error) => return Outcome::SystemError(format!("no port from {} can be used: {error}", args.port)),
    };
    // Watched before it is read: what changes in between is not missed.
    let root = disk.root().to_owned();
    let private = disk.private_folder().map(Utf8Path::to_owned);
    let mut watcher = FolderWatcher::new(&root, disk.source_folders());
    let world = Arc::new(LiveWorld::new(disk));
    let preview = Preview::open(
        Arc::clone(&world) as Arc<dyn World + Send + Sync>,
        serve::PreviewOptions {
            drafts: args.drafts,
            base_url: args.base_url.clone(),
            now: args.now,
            follow: args.follow,
            editor_pattern: args.editor.clone(),
            root: root.to_string(),
            ..serve::PreviewOptions::default()
        },
        Box::new(DiskEnvironment::new(&root, private.as_deref())),
        Box::new(new_fault_reporter(global)),
    );
    // It answers as long as this is there.
    let _running = match start_server(server, args, &preview) {
        Ok(running) => running,
        Err(ended) => return ended,
    };
    if let Some(poll_reason) = &watcher.poll_reason {
        eprintln!("{}", describe_poll_reason(poll_reason));
    }
    let was_polling = watcher.poll_reason.is_some();
    loop {
        let batch = watcher.next_batch(time_until_change(&preview));
        if watcher.poll_reason.is_some() && !was_polling {
            let polling = watcher.poll_reason.as_ref().map(describe_poll_reason).unwrap_or_default();
            eprintln!("{polling}");
        }
        match batch {
            Batch::Paths(paths) => world.mark_changed(paths),
            Batch::Everything => world.forget_listing(),
            Batch::Nothing => {}
        }
        let refreshed = preview.refresh();
        if !global.quiet && !refreshed.changed_files.is_empty() {
            eprintln!("{}", describe_changes(&refreshed));
        }
    }
}

/// Begins to answer, and says where.
fn start_server(mut server: Server, args: &ServeArgs, preview: &Arc<Preview>) -> Result<RunningServer, Outcome> {
    let address = server.address();
    let home_path = {
        let snapshot = preview.snapshot();
        let renderer = snapshot.renderer.as_ref();
        renderer.map_or_else(|| "/".to_owned(), |press| press.publication().href("/"))
    };
    if args.port != 0 && address.port() != args.port {
        eprintln!("Port {} is taken, so this is on port {}.", args.port, address.port());
    }
    let host = local_address(address);
    let url = format!("http://{host}{home_path}");
    if !args.host.is_loopback() {
        let lan_origin = format!("http://{}", find_lan_address(address));
        let on_new_path = {
            let outside = lan_origin.clone();
            move |path: &str| print_invitation(&outside, path, "Somebody came in. The next one needs a new code:")
        };
        let device_access = DeviceAccess::new(&home_path, on_new_path)
            .map_err(|error| Outcome::SystemError(format!("no code can be made for other machines: {error}")))?;
        eprintln!(
            "Careful: everybody in this network who has the code below can read the preview, drafts and faults included. \
             Use it in a room that you trust, and end it with Ctrl-C."
        );
        if let Some(path) = device_access.one_time_path() {
            print_invitation(&lan_origin, &path, "On a phone in the same room, scan this; it works once:");
        }
        server.device_access = Some(Arc::new(device_access));
    }
    let handler = Arc::clone(preview) as Arc<dyn serve::Handler>;
    let running = server
        .start(handler)
        .map_err(|error| Outcome::SystemError(format!("the preview could not be started: {error}")))?;
    let mut stdout = std::io::stdout().lock();
    // The one line that a script may read; whoever closed its end does not want it.
    let _ = writeln!(stdout, "Preview: {url}").and_then(|()| stdout.flush());
    if args.open
        && let Err(error) = open::that_detached(&url)
    {
        eprintln!("No browser could be opened: {error}. Open {url} yourself.");
    }
    Ok(running)
}

fn print_invitation(origin: &str, path: &str, intro: &str) {
    let url = format!("{origin}{path}");
    eprintln!("\n{intro}\n{}\n{url}\n", qr_code(&url));
}

/// How this machine calls it.
fn local_address(address: SocketAddr) -> String {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port()).to_string()
}

/// How other machines call it: the address that packets to the outside would come from. Nothing is sent.
fn find_lan_address(address: SocketAddr) -> String {
    let route_out = || {
        // An address for documentation (RFC 5737): a route to it is a route out.
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
        Some(socket.local_addr().ok()?.ip())
    };
    let ip = if address.ip().is_unspecified() { route_out().unwrap_or(address.ip()) } else { address.ip() };
    SocketAddr::new(ip, address.port()).to_string()
}

fn time_until_change(preview: &Preview) -> Duration {
    let wait = preview.next_change().map(|next_change| next_change.duration_since(preview.now()));
    // A little later, so that the moment has surely come.
    let until = wait.and_then(|until| Duration::try_from(until).ok()).map(|until| until + Duration::from_millis(20));
    until.unwrap_or(MAX_WAIT).min(MAX_WAIT)
}

fn describe_changes(refreshed: &RefreshSummary) -> String {
    let changed = &refreshed.changed_files;
    let short_path = |path: &String| path.strip_prefix("content/").unwrap_or(path).to_owned();
    let mut names: Vec<String> = changed.iter().take(MAX_NAMED_FILES).map(short_path).collect();
    if changed.len() > MAX_NAMED_FILES {
        names.push(format!("{} more", changed.len() - MAX_NAMED_FILES));
    }
    format!("{} changed: shown after {} ms", names.join(", "), refreshed.duration.as_millis())
}

fn describe_poll_reason(polling: &PollReason) -> String {
    match polling {
        PollReason::RemoteDrive(kind) => format!(
            "The network lies on a shared drive ({kind}), where changes by others are not reported: \
             it is looked at every two seconds."
        ),
        PollReason::WatchRefused(why) => {
            format!("Changes cannot be watched ({why}): the network is looked at every two seconds.")
        }
    }
}

/// Says which faults are new and how many are mended; not all of them again after each change.
fn new_fault_reporter(global: &GlobalArgs) -> impl Fn(&[Fault]) + Send + Sync + use<> {
    let colour = global.is_coloured(&std::io::stderr());
    let quiet = global.quiet;
    let known: Mutex<Option<BTreeSet<String>>> = Mutex::default();
    move |faults| {
        let faults: Vec<&Fault> = faults.iter().filter(|fault| !quiet || fault.severity == Severity::Error).collect();
        // A fault is the same one when it has only moved to another line.
        let key = |fault: &&Fault| format!("{} {:?} {}", fault.code.as_str(), fault.path(), fault.message);
        let current_keys: BTreeSet<String> = faults.iter().map(key).collect();
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        let previous_keys = known.replace(current_keys.clone());
        let is_first = previous_keys.is_none();
        let before = previous_keys.unwrap_or_default();
        let mut new: Vec<&Fault> = faults.iter().filter(|fault| !before.contains(&key(fault))).copied().collect();
        let fixed_count = before.difference(&current_keys).count();
        if new.is_empty() && fixed_count == 0 {
            return;
        }
        new.sort_by_key(|fault| std::cmp::Reverse(fault.severity));
        let mut text = String::new();
        for fault in new.iter().take(MAX_SHOWN_FAULTS).rev() {
            text.push_str(&fault::format_human(std::slice::from_ref(*fault), colour));
        }
        if new.len() > MAX_SHOWN_FAULTS {
            text.push_str(&format!(
                "… and {} more; the desk at /_desk/faults/ has all.\n",
                new.len() - MAX_SHOWN_FAULTS
            ));
        }
        if fixed_count > 0 {
            text.push_str(&format!("{} mended. ", format_count(fixed_count, "fault", "faults")));
        }
        if !is_first || !faults.is_empty() {
            let all: Vec<Fault> = faults.into_iter().cloned().collect();
            text.push_str(&format!("Now: {}.\n", report::summarise_faults(&all)));
        }
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }
}
