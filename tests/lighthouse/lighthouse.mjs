// What Lighthouse makes of four pages of the sample, on a phone as it pretends one: the median of five runs. A measurement, not
// a gate: `npm ci && npm run lighthouse`, with COMMONGROUND and CHROMIUM as in tests/web.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const RUNS = 5;
const PAGES = { home: "/", story: "/stories/shared-kitchen/", event: "/events/community-lunch/", directory: "/partners/" };
const CATEGORIES = { performance: "Performance", accessibility: "Accessibility", "best-practices": "Best practices", seo: "SEO" };
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp" };

const project = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.COMMONGROUND ?? join(project, "target/debug/commonground");
const chromePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const home = mkdtempSync(join(tmpdir(), "commonground-lighthouse-"));
const out = join(home, "public");

/** Serves as a good host does: compressed, what has a fingerprint for a year, everything else asked for again. */
const server = createServer((request, answer) => {
  let path = join(out, decodeURIComponent(new URL(request.url, "http://x").pathname));
  if (path.endsWith("/")) path += "index.html";
  const found = statSync(path, { throwIfNoEntry: false })?.isFile();
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  const packs = found && /^(text|application)|svg/.test(type);
  const body = found ? readFileSync(path) : Buffer.alloc(0);
  answer.writeHead(found ? 200 : 404, {
    "Content-Type": type,
    "Cache-Control": path.startsWith(join(out, "static")) ? "public, max-age=31536000, immutable" : "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    ...(packs && { "Content-Encoding": "br", Vary: "Accept-Encoding" }),
  });
  answer.end(packs ? brotliCompressSync(body) : body);
});

/** A run in a browser of its own. Its trace is sometimes not whole where the machine is busy; then there is another. */
async function report(url, patience = 3) {
  const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--disable-dev-shm-usage", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])] });
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "error", onlyCategories: Object.keys(CATEGORIES) });
    if (!lhr.runtimeError) return lhr;
    if (patience === 0) throw new Error(lhr.runtimeError.message);
  } finally {
    await chrome.kill();
  }
  return report(url, patience - 1);
}

/** The score of each category, and what keeps it below 100. */
async function run(url) {
  const lhr = await report(url);
  const lacks = (category) => lhr.categories[category].auditRefs
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
    .map(({ id }) => `${lhr.audits[id].title} ${JSON.stringify(lhr.audits[id].details?.items?.[0]?.description ?? "")}`);
  return Object.fromEntries(Object.keys(CATEGORIES).map((category) => [category, { score: Math.round(lhr.categories[category].score * 100), lacks: lacks(category) }]));
}

try {
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${server.address().port}`;
  cpSync(join(project, "content"), join(home, "content"), { recursive: true });
  execFileSync(program, ["build", "--root", home, "--out", out, "--quiet", "--base-url", `${url}/`], { stdio: "inherit" });
  const table = {};
  const lacks = new Set();
  for (const [name, path] of Object.entries(PAGES)) {
    const runs = [];
    for (let number = 0; number < RUNS; number++) runs.push(await run(url + path));
    const median = (category) => runs.map((one) => one[category].score).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
    table[name] = Object.fromEntries(Object.entries(CATEGORIES).map(([category, title]) => [title, median(category)]));
    for (const [category, title] of Object.entries(CATEGORIES)) runs[0][category].lacks.forEach((what) => lacks.add(`${name}: ${title}: ${what}`));
  }
  console.table(table);
  for (const what of lacks) console.log(what);
} finally {
  server.close();
  rmSync(home, { recursive: true, force: true });
}
