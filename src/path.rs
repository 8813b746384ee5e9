//! Addresses, slugs and the file names they come from. Pure text: nothing here touches a disk.
//!
//! Three spellings occur. A *source path* is relative to the network's root with `/`
//! (`content/stories/kitchen.md`). An *address* is what a reader sees, without the base path
//! (`/stories/kitchen/`). An *output path* is the file that answers for it (`stories/kitchen/index.html`).

mod address;
mod closest_match;
mod file_name;
mod percent_encoding;
mod slug;
mod source_path;

pub use address::{collision_key, is_valid_old_address, output_path, to_page_address};
pub use closest_match::closest_match;
pub use file_name::{is_reserved_name, is_sync_copy, is_too_long};
pub use percent_encoding::{percent_decode, percent_encode_path, percent_encode_url, percent_encode_value};
pub use slug::{is_slug, slugify, sort_key};
pub use source_path::{extension, file_stem, parent_folder, path_in_content, relative_path, resolve};
