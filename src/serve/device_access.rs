//! How a phone gets access to the preview: by an address that works once, shown in the terminal as a QR code.
//!
//! The browser that opens it gets a cookie; the next device needs the next address. The cookie crosses the local network
//! unencrypted, like the pages themselves: this keeps neighbours out, but not somebody who listens.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};

use super::request::{RequestHead, cookie_values, form_value};
use super::response::{DeviceGrant, Response};

/// The cookie that lets a browser in.
const SESSION_COOKIE: &str = "commonground";
/// The field of the address that holds the token.
const TOKEN_FIELD: &str = "token";

const TOKEN_USED: &str = "This address was used already, or is not whole. Each one lets one device in.\n\
    Scan the code that the terminal shows now.";
const NOT_PUBLIC: &str = "This preview is not public.\n\
    Scan the code in the terminal that runs it, or open the address beside the code.";

/// Lets other machines in, with one token for each device.
pub struct DeviceAccess {
    /// `None` when the system had no random bytes for a new one: then no other device is let in.
    token: Mutex<Option<String>>,
    session_secret: String,
    home_path: String,
    on_new_path: Box<dyn Fn(&str) + Send + Sync>,
}

impl DeviceAccess {
    /// Access to the site whose first page is at `home_path`, such as `/network/`. Whenever a token has been used,
    /// `on_new_path` is given the next [`DeviceAccess::one_time_path`], on a connection's thread.
    ///
    /// # Errors
    /// The system gives no random bytes.
    pub fn new(home_path: &str, on_new_path: impl Fn(&str) + Send + Sync + 'static) -> io::Result<Self> {
        Ok(Self {
            token: Mutex::new(Some(random_secret()?)),
            session_secret: random_secret()?,
            home_path: home_path.to_owned(),
            on_new_path: Box::new(on_new_path),
        })
    }

    /// The path that lets one device in, once: `/?token=…`, to be appended to `http://192.168.1.5:1111`.
    pub fn one_time_path(&self) -> Option<String> {
        self.lock_token().as_deref().map(path_with_token)
    }

    /// Lets a browser pass that has the cookie, redirects one that has the token to the first page with the cookie, and
    /// refuses all others.
    pub(super) fn authorize(&self, head: &RequestHead<'_>) -> Result<(), Response> {
        if cookie_values(&head.cookies, SESSION_COOKIE).any(|cookie| constant_time_eq(cookie, &self.session_secret)) {
            return Ok(());
        }
        let given = head.query.and_then(|query| form_value(query, TOKEN_FIELD)).filter(|_| head.path == "/");
        // Messengers look at addresses with HEAD before anybody opens them; that must not use the token up.
        Err(match given {
            Some(token) if !head.head_only && self.use_token(&token) => Response::DeviceGrant(DeviceGrant {
                home_path: self.home_path.clone(),
                cookie: format!("{SESSION_COOKIE}={}; HttpOnly; SameSite=Strict; Path=/", self.session_secret),
            }),
            Some(_) => Response::plain_text(403, TOKEN_USED),
            None => Response::plain_text(403, NOT_PUBLIC),
        })
    }

    /// Whether this was the token. If so, it is used up and a new one is made.
    fn use_token(&self, given: &str) -> bool {
        let mut token = self.lock_token();
        if !token.as_deref().is_some_and(|token| constant_time_eq(given, token)) {
            return false;
        }
        *token = random_secret().ok();
        let next = token.as_deref().map(path_with_token);
        drop(token);
        if let Some(path) = next {
            (self.on_new_path)(&path);
        }
        true
    }

    fn lock_token(&self) -> MutexGuard<'_, Option<String>> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn path_with_token(token: &str) -> String {
    format!("/?{TOKEN_FIELD}={token}")
}

/// 128 random bits as 32 hexadecimal digits.
fn random_secret() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(format!("no random bytes: {error}")))?;
    Ok(format!("{:032x}", u128::from_le_bytes(bytes)))
}

/// Compares in a time that does not reveal how many characters match: `blake3` compares hashes in constant time.
fn constant_time_eq(given: &str, secret: &str) -> bool {
    blake3::hash(given.as_bytes()) == blake3::hash(secret.as_bytes())
}

/// An address as a QR code for a terminal, two modules to a character, with the quiet zone of ISO/IEC 18004. Empty when the
/// address is too long for a code.
///
/// Light modules are drawn and dark ones left out, in white on black of the 256-colour palette, because terminal themes
/// change the first sixteen colours. Without colours, the code can still be read on a dark terminal.
pub fn qr_code(url: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(url, EcLevel::L) else { return String::new() };
    let rendered =
        code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).quiet_zone(true).build();
    rendered.lines().map(|line| format!("\x1b[38;5;231;48;5;16m{line}\x1b[0m\n")).collect()
}
