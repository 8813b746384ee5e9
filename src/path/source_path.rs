//! Paths of source files, relative to the network's root.

/// The folder of a source path, without the last `/`.
pub fn parent_folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A source path below `content/`, without that folder; other paths stay as they are.
pub fn path_in_content(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

/// The file name of a source path, without its ending.
pub fn file_stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The ending of a file name in lower case, without the dot.
pub fn extension(path: &str) -> String {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
}

/// A relative link resolved from the folder it is written in; `None` when it climbs out of the root.
pub fn resolve(folder: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// A path of the network as a relative link from a file in `folder`.
pub fn relative_path(folder: &str, path: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (folder.split('/').collect(), path.split('/').collect());
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_resolve_and_never_climb_out() {
        assert_eq!(resolve("content/stories", "../partners/x.md").as_deref(), Some("content/partners/x.md"));
        assert_eq!(resolve("content", "../../etc/passwd"), None);
        assert_eq!(relative_path("content/stories", "content/partners/x.md"), "../partners/x.md");
        assert_eq!(relative_path("content/stories", "content/stories/x.md"), "x.md");
    }
}
