//! The command that publishes a site after it was built.

use camino::Utf8Path;

use crate::config::{BaseUrl, Hosting};

/// Files in the output folder that do not belong to the site: the list by which a build knows its folder, and a checkout.
const RSYNC_EXCLUDES: &str = "--exclude=/.commonground --exclude=/.git";

/// The command, by `hosting:`. Words in capitals are for the reader to replace.
pub(super) fn publish_command(hosting: Hosting, folder: &Utf8Path, base: Option<&BaseUrl>) -> String {
    let host = base.and_then(|base| base.origin.split_once("://")).map_or("HOST", |(_, host)| host);
    let host = host.split(':').next().unwrap_or(host);
    let place = quote_shell(folder.as_str());
    match hosting {
        Hosting::Plain => format!(
            "rsync -rtz --delete {RSYNC_EXCLUDES} {place}/ USER@{host}:FOLDER/   (or: rclone sync {place} REMOTE:FOLDER)"
        ),
        Hosting::Apache | Hosting::Nginx => {
            format!("rsync -rtz --delete {RSYNC_EXCLUDES} {place}/ USER@{host}:FOLDER/")
        }
        Hosting::Netlify => format!("netlify deploy --prod --dir={place}"),
        Hosting::Cloudflare => format!("wrangler pages deploy {place} --project-name=PROJECT"),
        // The folder is a checkout of the branch that is published; a build leaves its `.git` as it is.
        Hosting::Github => {
            format!("git -C {place} add --all && git -C {place} commit -m \"Publish\" && git -C {place} push")
        }
        Hosting::Gitlab => {
            "git push   (and let a job `pages` in .gitlab-ci.yml run `commonground build --keep-going`)".to_owned()
        }
    }
}

/// A warning if the base path does not suit a host that publishes the folder at the root of its address.
pub(super) fn base_path_warning(hosting: Hosting, base: Option<&BaseUrl>) -> Option<String> {
    let path = base.map(|base| base.path.as_str()).filter(|path| !path.is_empty())?;
    matches!(hosting, Hosting::Netlify | Hosting::Cloudflare).then(|| {
        format!(
            "`base_url` has the path `{path}`, but this host publishes the folder at the root of its address, so no page \
             would be found. Write `base_url` without the path."
        )
    })
}

/// A path for a shell, in quotes if it needs them.
fn quote_shell(path: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '/' | '.' | '-' | '_' | '+' | ',' | '@');
    match path.chars().all(is_plain) {
        true => path.to_owned(),
        false => format!("'{}'", path.replace('\'', "'\\''")),
    }
}
