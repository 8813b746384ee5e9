"""Judges feeds in Atom and RSS with feedparser, for tests/it/feeds.rs.

Use: feeds.py FOLDER. Every feed.xml below it must be read without a fault (`bozo`), be Atom 1.0, and have an id, a title,
a link and the time of its last change, as must each of its entries. Every rss.xml must be RSS 2.0 with the same; there only
entries have ids, and they have the time at which they were published. What HTML an entry holds names addresses with a scheme.
"""

import re
import sys
from pathlib import Path

import feedparser

NEEDED_IN_ATOM = ("id", "title", "link", "updated_parsed")
# What a file must be, what the feed must have, and what its entries must have.
RULES = {
    "feed.xml": ("atom10", NEEDED_IN_ATOM, NEEDED_IN_ATOM),
    "rss.xml": ("rss20", ("title", "link", "updated_parsed"), ("id", "title", "link", "published_parsed")),
}
ADDRESS = re.compile(r'(?:href|src)="([^"]*)"')


def problems(path):
    # As it lies there: what feedparser takes out of HTML could be what is wrong with it.
    feed = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    if feed.bozo:
        yield f"it is not well made: {feed.bozo_exception}"
    version, needed_in_feed, needed_in_entry = RULES[path.name]
    if feed.version != version:
        yield f"it is {feed.version!r}"
    for part in [feed.feed, *feed.entries]:
        needed = needed_in_feed if part is feed.feed else needed_in_entry
        missing = [name for name in needed if not part.get(name)]
        if missing:
            yield f"{part.get('id')} lacks {missing}"
        for content in part.get("content", []):
            yield from (
                f"{part.get('id')} leads to {address}"
                for address in ADDRESS.findall(content.value)
                if not re.match("[a-z]+:", address)
            )


files = sorted(path for name in RULES for path in Path(sys.argv[1]).rglob(name))
assert files, "there are no feeds"
failed = 0
for path in files:
    for problem in problems(path):
        print(f"{path}: {problem}", file=sys.stderr)
        failed += 1
sys.exit(bool(failed))
