//! `serve`: the preview.

use std::collections::BTreeSet;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use camino::Utf8Path;
use clap::Args;

use super::args::{GlobalArgs, PublishArgs};
use super::disk_environment::DiskEnvironment;
use super::outcome::Outcome;
use crate::disk::LiveWorld;
use crate::fault::{self, Fault, Severity, summarise_faults};
use crate::language::format_count;
use crate::serve::{self, DeviceAccess, Preview, RefreshSummary, RunningServer, Server, local_address, qr_code};
use crate::watch::{Batch, FolderWatcher, PollReason};
use crate::world::World;

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// The port; if it is taken, the next free one is used.
    #[arg(long, value_name = "PORT", default_value_t = 1111)]
    port: u16,
    /// The address to listen at. With 0.0.0.0 other devices can open the preview too, by the code that is shown.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", hide_default_value = true)]
    host: IpAddr,
    /// Open the preview in a browser.
    #[arg(long)]
    open: bool,
    /// Let the browser go to each page that is saved.
    #[arg(long)]
    follow: bool,
    #[command(flatten)]
    publish_args: PublishArgs,
    /// The address that opens a file in your editor, with {path}, {line} and {column}, instead of `editor` in site.yaml.
    #[arg(long, value_name = "PATTERN")]
    editor: Option<String>,
}

/// How many new faults are shown in full after a change; the rest are counted.
const MAX_SHOWN_FAULTS: usize = 5;
/// How many changed files are named after a change; the rest are counted.
const MAX_NAMED_FILES: usize = 3;
/// The longest wait for a change to a file: the computer's clock may be changed meanwhile.
const MAX_WAIT: Duration = Duration::from_secs(600);

pub(super) fn run(global: &GlobalArgs, args: &ServeArgs) -> Outcome {
    let disk = match global.open_world(&args.publish_args) {
        Ok(disk) => disk,
        Err(outcome) => return outcome,
    };
    let server = match Server::bind(args.host, args.port) {
        Ok(server) => server,
        Err(error) => {
            return Outcome::SystemError(format!("none of the ports from {} can be used: {error}", args.port));
        }
    };
    // The folders are watched before they are read, so that no change in between is missed.
    let root = disk.root().to_owned();
    let private = disk.private_folder().map(Utf8Path::to_owned);
    let mut watcher = FolderWatcher::new(&root, disk.source_folders());
    let world = Arc::new(LiveWorld::new(disk));
    let preview = Preview::open(
        Arc::clone(&world) as Arc<dyn World + Send + Sync>,
        serve::PreviewOptions {
            drafts: args.publish_args.drafts,
            base_url: args.publish_args.base_url.clone(),
            now: args.publish_args.now,
            follow: args.follow,
            editor_pattern: args.editor.clone(),
            root: root.to_string(),
            ..serve::PreviewOptions::default()
        },
        Box::new(DiskEnvironment::new(&root, private.as_deref())),
        Box::new(new_fault_reporter(global)),
    );
    // The server stops when this is dropped.
    let _running = match start_server(server, args, &preview) {
        Ok(running) => running,
        Err(outcome) => return outcome,
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

/// Starts the server, and tells its address.
fn start_server(mut server: Server, args: &ServeArgs, preview: &Arc<Preview>) -> Result<RunningServer, Outcome> {
    let address = server.address();
    let renderer = preview.snapshot().renderer.clone();
    let home_path = renderer.map_or_else(|| "/".to_owned(), |renderer| renderer.publication().href("/"));
    if args.port != 0 && address.port() != args.port {
        eprintln!("Port {} is taken, so this is on port {}.", args.port, address.port());
    }
    let url = format!("http://{}{home_path}", local_address(address));
    if !args.host.is_loopback() {
        let lan_origin = format!("http://{}", find_lan_address(address));
        let on_new_path = {
            let lan_origin = lan_origin.clone();
            move |path: &str| {
                print_invitation(&lan_origin, path, "A device has opened it. The next one needs a new code:")
            }
        };
        let device_access = DeviceAccess::new(&home_path, on_new_path)
            .map_err(|error| Outcome::SystemError(format!("no code can be made for other machines: {error}")))?;
        eprintln!(
            "Careful: everybody on this local network who has the code below can read the preview, with drafts and faults. \
             Use it only among people you trust, and end it with Ctrl-C."
        );
        if let Some(path) = device_access.one_time_path() {
            print_invitation(&lan_origin, &path, "Scan this with a phone on the same network; it works once:");
        }
        server.device_access = Some(Arc::new(device_access));
    }
    let handler = Arc::clone(preview) as Arc<dyn serve::Handler>;
    let running = server
        .start(handler)
        .map_err(|error| Outcome::SystemError(format!("the preview could not be started: {error}")))?;
    let mut stdout = std::io::stdout().lock();
    // The only line on standard output, for scripts. It is no failure if the reader has closed it.
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

/// The address by which other machines reach the server: the one from which this machine would send to the internet.
/// Nothing is sent.
fn find_lan_address(address: SocketAddr) -> String {
    let route_out = || {
        // An address that is reserved for documentation (RFC 5737); the route to it is the route to the internet.
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
        Some(socket.local_addr().ok()?.ip())
    };
    let ip = if address.ip().is_unspecified() { route_out().unwrap_or(address.ip()) } else { address.ip() };
    SocketAddr::new(ip, address.port()).to_string()
}

fn time_until_change(preview: &Preview) -> Duration {
    let wait = preview.next_change().map(|next_change| next_change.duration_since(preview.now()));
    // A little longer, so that the moment has come when the wait ends.
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
            "The network is on a shared drive ({kind}), where changes by others are not reported, so it is looked at \
             every two seconds."
        ),
        PollReason::WatchRefused(why) => {
            format!("Changes cannot be watched ({why}), so the network is looked at every two seconds.")
        }
    }
}

/// Writes which faults are new and how many are fixed, instead of all faults after each change.
fn new_fault_reporter(global: &GlobalArgs) -> impl Fn(&[Fault]) + Send + Sync + use<> {
    let colour = global.is_coloured(&std::io::stderr());
    let quiet = global.quiet;
    let known: Mutex<Option<BTreeSet<String>>> = Mutex::default();
    move |faults| {
        let faults: Vec<&Fault> = faults.iter().filter(|fault| !quiet || fault.severity == Severity::Error).collect();
        // A fault that has only moved to another line is not a new one.
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
                "… and {} more; the desk at /_desk/faults/ lists all.\n",
                new.len() - MAX_SHOWN_FAULTS
            ));
        }
        if fixed_count > 0 {
            text.push_str(&format!("{} fixed. ", format_count(fixed_count, "fault", "faults")));
        }
        if !is_first || !faults.is_empty() {
            let all: Vec<Fault> = faults.into_iter().cloned().collect();
            text.push_str(&format!("Now: {}.\n", summarise_faults(&all)));
        }
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }
}
