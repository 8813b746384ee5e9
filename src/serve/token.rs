//! How a phone gets in: an address that works once, as a QR code in the terminal.
//!
//! Who opens it gets a cookie; the next device needs the next address. The cookie goes over the local network in the
//! clear, like the pages themselves: this keeps neighbours out, not somebody who listens.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};

use super::answer::{Answer, Welcome};
use super::request::{Head, cookies, form};

/// The cookie that lets a browser in.
const COOKIE: &str = "commonground";
/// The field of the address that holds the token.
const FIELD: &str = "token";

const USED: &str = "This address was used already, or is not whole. Each one lets one device in.\n\
    Scan the code that the terminal shows now.";
const NOT_PUBLIC: &str = "This preview is not public.\n\
    Scan the code in the terminal that runs it, or open the address beside the code.";

/// Lets other machines in, one token a device.
pub struct Door {
    /// `None` when the system had no randomness for a new one: then nobody new gets in.
    token: Mutex<Option<String>>,
    session: String,
    home: String,
    tell: Box<dyn Fn(&str) + Send + Sync>,
}

impl Door {
    /// A door to the site whose first page is at `home`, such as `/network/`. `tell` is given the next
    /// [`Door::path`] whenever one was used; it runs on a connection's thread.
    ///
    /// # Errors
    /// The system gives no random bytes.
    pub fn new(home: &str, tell: impl Fn(&str) + Send + Sync + 'static) -> io::Result<Self> {
        Ok(Self { token: Mutex::new(Some(secret()?)), session: secret()?, home: home.to_owned(), tell: Box::new(tell) })
    }

    /// The path that lets one device in, once: `/?token=…`, to be put behind `http://192.168.1.5:1111`.
    pub fn path(&self) -> Option<String> {
        self.token().as_deref().map(path_with)
    }

    /// Lets a browser pass that has the cookie; sends one with the right token home with it; refuses the others.
    pub(super) fn check(&self, head: &Head<'_>) -> Result<(), Answer> {
        if cookies(&head.cookies, COOKIE).any(|cookie| same(cookie, &self.session)) {
            return Ok(());
        }
        let given = head.query.and_then(|query| form(query, FIELD)).filter(|_| head.path == "/");
        // Messengers look at addresses with HEAD before anybody opens them; that must not use the token up.
        Err(match given {
            Some(token) if !head.head_only && self.take(&token) => Answer::Welcome(Welcome {
                home: self.home.clone(),
                cookie: format!("{COOKIE}={}; HttpOnly; SameSite=Strict; Path=/", self.session),
            }),
            Some(_) => Answer::plain(403, USED),
            None => Answer::plain(403, NOT_PUBLIC),
        })
    }

    /// Uses the token up, if this is it, and tells of the next.
    fn take(&self, given: &str) -> bool {
        let mut token = self.token();
        if !token.as_deref().is_some_and(|token| same(given, token)) {
            return false;
        }
        *token = secret().ok();
        let next = token.as_deref().map(path_with);
        drop(token);
        if let Some(path) = next {
            (self.tell)(&path);
        }
        true
    }

    fn token(&self) -> MutexGuard<'_, Option<String>> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn path_with(token: &str) -> String {
    format!("/?{FIELD}={token}")
}

/// 128 random bits, as 32 hexadecimal digits.
fn secret() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(format!("no random bytes: {error}")))?;
    Ok(format!("{:032x}", u128::from_le_bytes(bytes)))
}

/// Compares in a time that does not tell how much is right: fingerprints of blake3 are compared so.
fn same(given: &str, secret: &str) -> bool {
    blake3::hash(given.as_bytes()) == blake3::hash(secret.as_bytes())
}

/// An address as a QR code for a terminal, two modules a character, with the quiet zone of ISO/IEC 18004. Empty when
/// the address is too long for a code.
///
/// Light modules are drawn and dark ones left out, in white and black of the fixed palette: themes repaint the other
/// colours. Where colours are off, it is still right on a dark terminal.
pub fn qr(url: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(url, EcLevel::L) else { return String::new() };
    let drawn =
        code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).quiet_zone(true).build();
    drawn.lines().map(|line| format!("\x1b[38;5;231;48;5;16m{line}\x1b[0m\n")).collect()
}
