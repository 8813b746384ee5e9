//! The preview as a program of its own, asked over HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::network::Folder;
use super::skip::skip;

/// Ends the program however the test ends.
pub struct Served {
    /// The program.
    pub program: Child,
    /// Where it answers.
    pub address: SocketAddr,
    /// The first line it wrote.
    pub line: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Served {
    /// Starts at [`NOW`](super::network::NOW), on any port.
    #[track_caller]
    pub fn start(folder: &Folder) -> Self {
        Self::with(folder, &["--port", "0", "--now", super::network::NOW])
    }

    /// With options of its own.
    #[track_caller]
    pub fn with(folder: &Folder, options: &[&str]) -> Self {
        Self::saying(folder, options, Stdio::null())
    }

    /// The same, with a place for its standard error.
    #[track_caller]
    pub fn saying(folder: &Folder, options: &[&str], said: impl Into<Stdio>) -> Self {
        Self::run(folder.command(&[&["serve", "--quiet"], options].concat()), said)
    }

    /// Starts the preview by a command.
    #[track_caller]
    pub fn run(mut command: Command, said: impl Into<Stdio>) -> Self {
        let mut program = command.stdout(Stdio::piped()).stderr(said.into()).spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(program.stdout.take().expect("it has an output")).read_line(&mut line).expect("it says where");
        let address = line.trim().strip_prefix("Preview: http://").and_then(|url| url.split('/').next());
        let address = address.and_then(|address| address.parse().ok()).expect("an address");
        Self { program, address, line }
    }

    /// Sends a request and leaves the response unread.
    pub fn connect(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).expect("it answers");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).expect("it listens");
        stream
    }

    /// A response with its head.
    pub fn get(&self, path: &str) -> String {
        String::from_utf8_lossy(&self.bytes(path)).into_owned()
    }

    /// The same as bytes.
    pub fn bytes(&self, path: &str) -> Vec<u8> {
        let mut answer = Vec::new();
        self.connect(path).read_to_end(&mut answer).expect("an answer");
        answer
    }

    /// A number of `/proc/PID/status`.
    pub fn status(&self, name: &str) -> u64 {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.program.id())).expect("it runs");
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).expect("a line");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// The time that the program and the processes that it started have been at work, in hundredths of a second.
    pub fn cpu_ticks(&self) -> u64 {
        let numbers_of = |process: &str| -> Option<Vec<u64>> {
            let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
            let after_name = text.rsplit_once(')')?.1;
            Some(after_name.split_whitespace().skip(1).map(|number| number.parse().unwrap_or(0)).collect())
        };
        let own = self.program.id();
        let processes = std::fs::read_dir("/proc").expect("Linux").flatten();
        let numbers = processes.filter_map(|entry| {
            let id = entry.file_name().into_string().ok()?;
            numbers_of(&id).filter(|numbers| id == own.to_string() || numbers.first() == Some(&u64::from(own)))
        });
        numbers.map(|numbers| numbers[10] + numbers[11]).sum()
    }

    /// The number of threads once those that answer requests have ended.
    pub fn threads_at_rest(&self) -> u64 {
        let start = Instant::now();
        let mut least = u64::MAX;
        while start.elapsed() < Duration::from_secs(3) {
            least = least.min(self.status("Threads"));
            std::thread::sleep(Duration::from_millis(20));
        }
        least
    }

    /// Waits until a page has, or has not, a text.
    #[track_caller]
    pub fn wait(&self, path: &str, text: &str, is_there: bool) {
        let start = Instant::now();
        loop {
            let page = self.get(path);
            if page.contains(text) == is_there {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "{path}: {text:?} (wanted: {is_there})\n{page}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A page without the one script that the preview adds. Fails where the script is missing.
#[track_caller]
pub fn as_built(page: &str) -> String {
    let start = page.find("<script src=\"/_reload/client.js?page=").expect("the script");
    let end = start + page[start..].find("</script>").expect("it is closed") + "</script>".len();
    assert!(!page[end..].contains("/_reload/"), "one script only");
    format!("{}{}", &page[..start], &page[end..])
}

/// The address by which this machine reaches others. Nothing is sent. Skips the test where there is none.
#[track_caller]
pub fn external_address_or_skip() -> Option<IpAddr> {
    let find = || {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
        socket.local_addr().ok().map(|address| address.ip()).filter(|ip| !ip.is_loopback() && !ip.is_unspecified())
    };
    let found = find();
    if found.is_none() {
        skip("this machine has no address for others");
    }
    found
}
