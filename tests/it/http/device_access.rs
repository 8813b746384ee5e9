//! Other machines and their tokens.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use commonground::serve::{DeviceAccess, RequestFilter, Response, Server, qr_code};

use super::{Site, ask, get};
use crate::served::external_address_or_skip;

const PHONE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 168, 1, 7));

/// Device access, and the paths that it reported.
fn device_access() -> (Arc<DeviceAccess>, Arc<Mutex<Vec<String>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let own = Arc::clone(&told);
    let access = DeviceAccess::new("/network/", move |path| own.lock().expect("whole").push(path.to_owned()));
    (Arc::new(access.expect("random bytes")), told)
}

/// The status of a response: 200 for a request with access, 302 for one that gets it.
fn response_status(filter: &RequestFilter, method: &str, target: &str, cookie: &str) -> u16 {
    let head = format!("{method} {target} HTTP/1.1\r\nHost: 192.168.1.5:1111\r\nCookie: {cookie}\r\n\r\n");
    match filter.check(head.as_bytes(), PHONE) {
        Ok(_) => 200,
        Err(Response::DeviceGrant(_)) => 302,
        Err(Response::Content { status, .. }) => status,
        Err(_) => 0,
    }
}

#[test]
fn a_token_lets_one_device_in() {
    let (access, told) = device_access();
    let filter = RequestFilter {
        address: "0.0.0.0:1111".parse().expect("an address"),
        device_access: Some(Arc::clone(&access)),
    };
    let first = access.one_time_path().expect("a token");
    assert_eq!(first.len(), "/?token=".len() + 32);
    for (method, target) in [
        ("GET", "/"),
        ("GET", "/none"),
        ("GET", "/?token="),
        ("GET", "/?token=00000000000000000000000000000000"),
        ("GET", &first[..first.len() - 1]),
        ("GET", &format!("{first}0")),
        ("GET", &format!("/network{first}")),
        ("GET", &first.to_uppercase()),
        // A messenger that looks at the address does not use the token up.
        ("HEAD", &first),
    ] {
        assert_eq!(response_status(&filter, method, target, "commonground="), 403, "{method} {target}");
    }
    assert!(told.lock().expect("whole").is_empty());
    assert_eq!(response_status(&filter, "GET", &first, ""), 302);
    assert_eq!(response_status(&filter, "GET", &first, ""), 403, "once");
    let second = access.one_time_path().expect("a token");
    assert_ne!(first, second);
    assert_eq!(*told.lock().expect("whole"), std::slice::from_ref(&second));
    assert_eq!(response_status(&filter, "GET", &format!("{second}&x=1"), ""), 302);
    let token = &second["/?token=".len()..];
    assert_eq!(response_status(&filter, "GET", "/", &format!("commonground={token}")), 403, "a token is no cookie");
}

#[test]
fn a_phone_gets_access_and_keeps_it() {
    let Some(ip) = external_address_or_skip() else { return };
    let (access, _) = device_access();
    let mut server = Server::bind(Ipv4Addr::UNSPECIFIED.into(), 0).expect("a port");
    server.device_access = Some(Arc::clone(&access));
    let server = server.start(Site::new()).expect("a thread");
    let at = SocketAddr::new(ip, server.address().port());

    let refused = get(at, "/");
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("Scan the code"), "{}", refused.text());

    let grant = get(at, &access.one_time_path().expect("a token"));
    assert_eq!((grant.status, grant.field("Location")), (302, Some("/network/")));
    let cookie = grant.field("Set-Cookie").expect("a cookie").to_owned();
    let (pair, rest) = cookie.split_once("; ").expect("attributes");
    assert_eq!(rest, "HttpOnly; SameSite=Strict; Path=/");
    assert_eq!(pair.len(), "commonground=".len() + 32);

    // Another server on that host may have set a cookie of this name.
    let reply = ask(at, "GET", "/", &format!("Cookie: commonground=other; {pair}\r\n"));
    assert_eq!((reply.status, reply.field("Set-Cookie")), (200, None));
    assert_eq!(get(at, "/").status, 403);
    let local = SocketAddr::new(super::HERE, at.port());
    assert_eq!(get(local, "/").status, 200, "this machine needs no cookie");
}

#[test]
fn the_qr_code_is_light_on_dark_with_a_quiet_zone() {
    let drawn = qr_code("http://192.168.1.5:1111/?token=0123456789abcdef0123456789abcdef");
    let lines: Vec<&str> = drawn
        .lines()
        .map(|line| {
            let line = line.strip_prefix("\x1b[38;5;231;48;5;16m").expect("white on black");
            line.strip_suffix("\x1b[0m").expect("reset")
        })
        .collect();
    let width = lines[0].chars().count();
    assert!(lines.iter().all(|line| line.chars().count() == width));
    assert_eq!(lines.len(), width.div_ceil(2));
    assert!(width <= 45, "it fits beside words: {width}");
    // Four light modules on each side.
    assert!(lines[..2].iter().all(|line| line.chars().all(|c| c == '█')), "{drawn}");
    assert!(lines.iter().take(width / 2).all(|line| line.starts_with("████") && line.ends_with("████")), "{drawn}");
    assert_eq!(qr_code(&"x".repeat(10_000)), "");
}
