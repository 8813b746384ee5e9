// Networks as they are built, from a server that sends files and nothing else; and one page of every kind.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { program, TODAY } from "./helpers.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8" };

/** The sample network. */
export const sample = (root) => cpSync(join(project, "content"), join(root, "content"), { recursive: true });

/** The sample with Urdu as its main language: the translations into Urdu become the texts. */
export function urdu(root) {
  sample(root);
  const content = join(root, "content");
  const parts = (path) => readFileSync(path, "utf8").match(/^---\n([^]*?\n)---\n([^]*)$/).slice(1);
  for (const name of readdirSync(content, { recursive: true }).filter((name) => name.endsWith(".ur.md"))) {
    const own = join(content, name.replace(".ur.md", ".md"));
    const [fields, body] = parts(join(content, name));
    const said = fields.split("\n").filter((line) => /^(title|summary):/.test(line));
    const kept = parts(own)[0].split("\n").filter((line) => !/^(title|summary):/.test(line));
    writeFileSync(own, `---\n${[...said, ...kept].join("\n")}---\n${body}`);
    rmSync(join(content, name));
  }
  const site = readFileSync(join(content, "site.yaml"), "utf8");
  writeFileSync(join(content, "site.yaml"), site.replace(/^language: .*$/m, "language: ur").replace(/^languages: .*$/m, "languages: [cy]"));
}

/**
 * Where a large network is: one of real content, which is no part of the project, beside the clone or where
 * COMMONGROUND_CORPORA says; else one that is made of the sample in this folder.
 */
function realNetwork() {
  const real = join(process.env.COMMONGROUND_CORPORA ?? join(project, "../shared/corpora"), "digital-practice");
  return existsSync(real) ? real : undefined;
}

/**
 * 300 records of a large network: as many of each kind as it has of a hundred, evenly spread, and whom they name as organisers. Without a
 * network of real content, the sample's records some times over.
 */
export function slice(root, count = 300) {
  const large = realNetwork();
  if (!large) {
    execFileSync(join(project, "tests/large-network"), [root, "8"]);
    return;
  }
  const all = ["events", "opportunities", "partners", "places", "resources", "stories"].flatMap((kind) =>
    existsSync(join(large, "content", kind))
      ? readdirSync(join(large, "content", kind)).filter((name) => name.endsWith(".md")).sort().map((name) => `${kind}/${name}`)
      : []);
  const taken = new Set(all.filter((_, number) => (number * count) % all.length < count));
  // A loop over a set also visits what is added to it on the way.
  for (const path of taken) {
    const named = readFileSync(join(large, "content", path), "utf8").match(/^organisers: \[(.*)\]$/m)?.[1] ?? "";
    for (const slug of named.split(/,\s*/).filter(Boolean)) taken.add(`partners/${slug}.md`);
  }
  for (const path of ["site.yaml", ...taken]) {
    mkdirSync(dirname(join(root, "content", path)), { recursive: true });
    writeFileSync(join(root, "content", path), readFileSync(join(large, "content", path)));
  }
}

/** Builds the network that `fill` writes into a new folder, and serves it. Returns its address, its pages, their folder and how to end it. */
export async function site(fill) {
  const home = mkdtempSync(join(tmpdir(), "commonground-site-"));
  fill(home);
  const out = join(home, "public");
  const built = spawnSync(program, ["build", "--root", home, "--out", out, "--quiet", ...TODAY], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stderr);
  const server = createServer((request, answer) => {
    let path = join(out, decodeURIComponent(new URL(request.url, "http://x").pathname));
    if (path.endsWith("/")) path += "index.html";
    const found = statSync(path, { throwIfNoEntry: false })?.isFile();
    answer.writeHead(found ? 200 : 404, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" });
    answer.end(found ? readFileSync(path) : "");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const close = () => {
    server.close();
    rmSync(home, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${server.address().port}`, out, pages: pages(out), close };
}

/** The addresses of all pages without redirects. */
function pages(out) {
  const files = readdirSync(out, { recursive: true }).filter((path) => path.endsWith("index.html")).sort();
  const led = (path) => readFileSync(join(out, path), "utf8").includes("http-equiv=\"refresh\"");
  return files.filter((path) => !led(path)).map((path) => `/${path.replace(/index\.html$/, "")}`).concat("/404.html");
}

/** One page of every kind of the sample: its name, and its address. Pages at the top that have no name here have their own. */
export function kinds({ pages }) {
  const named = {
    front: "/", story: "/stories/the-sixty-second-name/", "story-with-picture": "/stories/shared-kitchen/", "story-at-risk": "/stories/the-morning-after-the-windows/",
    stories: "/stories/", event: "/events/long-table-2027/", series: "/events/community-lunch/", events: "/events/", month: "/events/2027/03/", past: "/events/past/",
    access: "/events/access/step-free/", partner: "/partners/hope-street/", directory: "/partners/", place: "/places/carrowby/", places: "/places/",
    campaign: "/campaigns/a-place-at-the-table/", campaigns: "/campaigns/", resource: "/resources/what-we-heard/", library: "/resources/",
    topic: "/topics/food/", topics: "/topics/", search: "/search/", subscribe: "/events/subscribe/", send: "/events/send/", chosen: "/partners/type/group/", page: "/guide/blocks/", "not-found": "/404.html",
    ...(pages.includes("/ur/") && { "start-ur": "/ur/" }), ...(pages.includes("/cy/") && { "start-cy": "/cy/" }),
  };
  const missing = Object.values(named).filter((path) => !pages.includes(path));
  if (missing.length) throw new Error(`these pages are not there: ${missing.join(" ")}`);
  const known = new Set(Object.values(named));
  const others = pages.filter((path) => /^\/[^/]+\/$/.test(path) && !known.has(path));
  return [...Object.entries(named), ...others.map((path) => [path.slice(1, -1), path])];
}
