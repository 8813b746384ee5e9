//! Starts the server of the preview, for this computer or for other devices as well.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;

use super::outcome::Outcome;
use super::serve_args::ServeArgs;
use crate::serve::{DeviceAccess, Handler, Preview, RunningServer, Server, local_address, qr_code};

/// Starts the server, prints its address, and opens it in a browser when `args` say so.
pub(super) fn start_server(
    mut server: Server,
    args: &ServeArgs,
    preview: &Arc<Preview>,
) -> Result<RunningServer, Outcome> {
    let address = server.address();
    let renderer = preview.snapshot().renderer.clone();
    let home_path = renderer.map_or_else(|| "/".to_owned(), |renderer| renderer.publication().href("/"));
    if args.port != 0 && address.port() != args.port {
        eprintln!("Port {} is taken, so this is on port {}.", args.port, address.port());
    }
    let url = format!("http://{}{home_path}", local_address(address));
    if !args.host.is_loopback() {
        server.device_access = Some(Arc::new(open_to_devices(address, &home_path)?));
    }
    let handler = Arc::clone(preview) as Arc<dyn Handler>;
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

/// Lets other devices open the preview by a code, and prints the code.
fn open_to_devices(address: SocketAddr, home_path: &str) -> Result<DeviceAccess, Outcome> {
    let lan_origin = format!("http://{}", find_lan_address(address));
    let on_new_path = {
        let lan_origin = lan_origin.clone();
        move |path: &str| print_invitation(&lan_origin, path, "A device has opened it. The next one needs a new code:")
    };
    let device_access = DeviceAccess::new(home_path, on_new_path)
        .map_err(|error| Outcome::SystemError(format!("no code can be made for other machines: {error}")))?;
    eprintln!(
        "Careful: everybody on this local network who has the code below can read the preview, with drafts and faults. \
         Use it only among people you trust, and end it with Ctrl-C."
    );
    if let Some(path) = device_access.one_time_path() {
        print_invitation(&lan_origin, &path, "Scan this with a phone on the same network; it works once:");
    }
    Ok(device_access)
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
