//! Names of files that cannot be published or were not meant to be.

/// File stems that some system refuses, whatever their ending (Windows device names).
const DEVICE_NAMES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// First parts of addresses that the preview server uses itself.
const SERVER_SEGMENTS: [&str; 2] = ["_desk", "_reload"];

/// Whether a slug or file stem is reserved by an operating system, a host or the preview server.
pub fn is_reserved_name(stem: &str) -> bool {
    let lower = stem.to_ascii_lowercase();
    DEVICE_NAMES.contains(&lower.as_str()) || SERVER_SEGMENTS.contains(&lower.as_str()) || lower.ends_with(['.', ' '])
}

/// The most bytes of a name, so that there is room for an ending: disks hold 255.
const MAX_NAME_BYTES: usize = 240;
/// The most bytes of a whole address, so that there is room for the folder of the site.
const MAX_ADDRESS_BYTES: usize = 1_000;

/// Whether a slug or an address is too long to be stored on a disk.
pub fn is_too_long(address: &str) -> bool {
    address.len() > MAX_ADDRESS_BYTES || address.split('/').any(|part| part.len() > MAX_NAME_BYTES)
}

/// Whether a file stem looks like the copy that a synchronising service leaves behind
/// (`story (1)`, `story-LAPTOP7`, `story (conflicted copy 2027-01-01)`).
pub fn is_sync_copy(stem: &str) -> bool {
    let lower = stem.to_lowercase();
    if lower.contains("conflicted copy") || lower.contains("sync-conflict") {
        return true;
    }
    if let Some(open) = stem.rfind(" (")
        && let Some(inner) = stem[open + 2..].strip_suffix(')')
        && !inner.is_empty()
        && inner.bytes().all(|b| b.is_ascii_digit())
    {
        return true;
    }
    // Some services add the machine's name; these are the names that machines have when they are new.
    stem.match_indices('-').any(|(at, _)| {
        let machine = &stem[at + 1..];
        at > 0 && ["LAPTOP", "DESKTOP", "MACBOOK", "IMAC"].iter().any(|name| machine.starts_with(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_synchronising_services_are_known() {
        for copy in ["kitchen (1)", "kitchen-LAPTOP7", "kitchen-DESKTOP-4F2K", "kitchen (Ann's conflicted copy)"] {
            assert!(is_sync_copy(copy), "{copy}");
        }
        for own in ["kitchen", "covid-19", "walk-2027", "visit (second)", "meeting-NHS75", "a-b"] {
            assert!(!is_sync_copy(own), "{own}");
        }
    }
}
