//! Decides which requests are answered, and from whom; no other code does.
//!
//! It is pure: bytes and an address in, a request or a refusal out. It checks syntax, host, peer and path in this order, so
//! that somebody who may not come in learns nothing about the site.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use super::device_access::DeviceAccess;
use super::request::{Request, RequestHead};
use super::response::Response;

/// The port of an address that does not state one.
const DEFAULT_PORT: u16 = 80;

/// The filter of a server at one address.
pub struct RequestFilter {
    /// The address at which the server listens.
    pub address: SocketAddr,
    /// The access of other machines. Without it, only this machine is answered.
    pub device_access: Option<Arc<DeviceAccess>>,
}

impl RequestFilter {
    /// The request in a head that ends with its empty line, or the answer that refuses it: 400, 403, 404, 405, 421 or
    /// 431. To a request with the right token, the answer is the redirect that lets the browser in.
    pub fn check(&self, head: &[u8], peer: IpAddr) -> Result<Request, Response> {
        let head = RequestHead::parse(head)?;
        if head.host.is_some_and(|host| !self.is_own_host(host)) {
            return Err(Response::plain_text(421, "This server does not answer to that name."));
        }
        if !peer.to_canonical().is_loopback() {
            match &self.device_access {
                Some(access) => access.authorize(&head)?,
                None => return Err(Response::plain_text(403, "This preview is for the machine it runs on.")),
            }
        }
        Request::from_head(head, peer.to_canonical())
    }

    /// Whether a `Host` is ours. A website can point its own name at this machine (DNS rebinding) and would then read the
    /// preview as if it were its own; it cannot make the browser send an IP address or `localhost`.
    fn is_own_host(&self, host: &str) -> bool {
        let Some((name, port)) = split_host(host) else { return false };
        if port != self.address.port() {
            return false;
        }
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let Some(literal) = parse_ip_literal(name) else { return false };
        let own = self.address.ip();
        literal == own
            || literal == IpAddr::V4(Ipv4Addr::LOCALHOST)
            || literal == IpAddr::V6(Ipv6Addr::LOCALHOST)
            || !own.is_loopback()
    }
}

/// The host and the port of a `Host` field (RFC 9110 §7.2).
fn split_host(host: &str) -> Option<(&str, u16)> {
    let name_end = if host.starts_with('[') { host.find(']')? + 1 } else { host.find(':').unwrap_or(host.len()) };
    let (name, port) = host.split_at(name_end);
    let Some(port) = port.strip_prefix(':') else {
        return port.is_empty().then_some((name, DEFAULT_PORT));
    };
    // `parse` would accept a sign and leading zeros.
    let is_plain = port.bytes().all(|byte| byte.is_ascii_digit()) && !port.starts_with('0');
    port.parse().ok().filter(|_| is_plain).map(|port| (name, port))
}

fn parse_ip_literal(name: &str) -> Option<IpAddr> {
    match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(inner) => inner.parse().ok().map(IpAddr::V6),
        None => name.parse().ok().map(IpAddr::V4),
    }
}
