//! The preview's HTTP edge, over real sockets.

mod answers;
mod connections;
mod device_access;
mod events;
mod fuzz;
mod headers;
mod requests;

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use commonground::serve::{Handler, Limits, ReloadChannel, Request, Response, RunningServer, Server};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// Whatever takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// A site with one page for each thing to see.
pub struct Site {
    channel: Arc<ReloadChannel>,
    /// `/wait` answers once this is true.
    go: Mutex<bool>,
    gone: Condvar,
}

impl Site {
    fn new() -> Arc<Self> {
        Arc::new(Self { channel: Arc::new(ReloadChannel::new()), go: Mutex::new(false), gone: Condvar::new() })
    }

    fn let_go(&self) {
        *self.go.lock().expect("whole") = true;
        self.gone.notify_all();
    }
}

impl Handler for Site {
    fn handle(&self, request: &Request) -> Response {
        match request.path.as_str() {
            "/" => Response::file("index.html", b"<p>Home</p>".to_vec()),
            "/echo" => Response::plain_text(200, &format!("{:?} {:?}", request.query_value("q"), request.cookie("c"))),
            "/film.mp4" => Response::file("film.mp4", (0..1000_u32).map(|n| n as u8).collect::<Vec<u8>>()),
            "/framed" => Response::FramedPage(b"<p>As it was</p>".to_vec().into()),
            "/empty.png" => Response::file("empty.png", Vec::new()),
            "/large" => Response::file("large.bin", vec![b'x'; 32 << 20]),
            "/old" => Response::Redirect("/new/".to_owned()),
            "/trap" => Response::Redirect("/x\r\nSet-Cookie: a=b".to_owned()),
            "/away" => Response::Redirect("//example.org/".to_owned()),
            "/events" => Response::EventStream(Arc::clone(&self.channel), Box::new(|| "hello".to_owned())),
            "/panic" => std::panic::resume_unwind(Box::new("on purpose")),
            "/wait" => {
                let go = self.go.lock().expect("whole");
                drop(self.gone.wait_timeout_while(go, PATIENCE, |go| !*go).expect("whole"));
                Response::plain_text(200, "waited")
            }
            path if path.starts_with("/pages/") => Response::plain_text(200, path),
            _ => Response::plain_text(404, "no such page"),
        }
    }
}

/// A server for the length of a test.
fn serve(handler: Arc<dyn Handler>, limits: Limits) -> RunningServer {
    let mut server = Server::bind(HERE, 0).expect("a port");
    server.limits = limits;
    server.start(handler).expect("a thread")
}

fn site() -> RunningServer {
    serve(Site::new(), Limits::default())
}

/// A response.
#[derive(Debug)]
pub struct Reply {
    /// 200, 404 and so on.
    pub status: u16,
    head: String,
    /// The bytes after the head.
    pub body: Vec<u8>,
}

impl Reply {
    /// `None` when the connection ended without an answer.
    fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.is_empty() {
            return None;
        }
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head ends with an empty line");
        let head = std::str::from_utf8(&bytes[..end]).expect("a head is text").to_owned();
        let status = head.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).expect("a status line");
        Some(Self { status: status.parse().expect("digits"), body: bytes[end + 4..].to_vec(), head })
    }

    /// The value of a header field.
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut values = self.head.lines().skip(1).filter_map(|line| {
            let (known, value) = line.split_once(": ").expect("a field");
            known.eq_ignore_ascii_case(name).then_some(value)
        });
        let value = values.next();
        assert_eq!(values.next(), None, "`{name}` comes twice");
        value
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("it listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
    stream
}

fn read_all(mut stream: &TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an end, not a reset");
    bytes
}

/// Sends bytes and closes the sending side, so that the server knows when a request is incomplete.
fn exchange(address: SocketAddr, bytes: &[u8]) -> Option<Reply> {
    let mut stream = connect(address);
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    Reply::of(&read_all(&stream))
}

/// Asks for a page with a method and more fields, each with its line end.
pub fn ask(address: SocketAddr, method: &str, target: &str, fields: &str) -> Reply {
    let request = format!("{method} {target} HTTP/1.1\r\nHost: {address}\r\n{fields}\r\n");
    exchange(address, request.as_bytes()).expect("an answer")
}

/// The whole answer to a request for a page, as text.
pub fn get_text(address: SocketAddr, target: &str) -> String {
    let reply = get(address, target);
    format!("{}\r\n\r\n{}", reply.head, String::from_utf8_lossy(&reply.body))
}

fn get(address: SocketAddr, target: &str) -> Reply {
    ask(address, "GET", target, "")
}

/// Waits until other threads have made something true.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}
