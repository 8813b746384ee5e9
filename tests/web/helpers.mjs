// A network in a temporary folder, the real program showing it, and a real browser that looks.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const project = fileURLToPath(new URL("../..", import.meta.url));
export const program = process.env.COMMONGROUND ?? join(project, "target/debug/commonground");
if (!existsSync(program)) throw new Error(`${program} is not there; build it, or set COMMONGROUND`);
const chrome = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const flags = ["--disable-dev-shm-usage", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
/** axe itself, as a script. */
export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PATIENCE = 20_000;

/** The day on which the sample is looked at, so that its faults are the same ones in every year. */
export const TODAY = ["--now", "2026-11-22"];
export const STORY = "content/stories/boiler.md";
export const STORY_PAGE = "/stories/the-winter-the-boiler-died/";

/** A copy of the sample network. */
export function network(t) {
  const root = mkdtempSync(join(tmpdir(), "commonground-web-"));
  t.after(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  cpSync(join(project, "content"), join(root, "content"), { recursive: true });
  const write = (path, text) => {
    // As most editors save: the file is never incomplete.
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, `${path}.part~`), text);
    renameSync(join(root, `${path}.part~`), join(root, path));
  };
  const edit = (path, from, to) => {
    const text = readFileSync(join(root, path), "utf8");
    if (!text.includes(from)) throw new Error(`${path} does not say: ${from}`);
    write(path, text.replace(from, () => to));
  };
  const remove = (path) => rmSync(join(root, path), { recursive: true });
  /** A theme of its own with these files. */
  const theme = (files) => {
    for (const [path, text] of Object.entries(files)) write(`themes/own/${path}`, text);
    edit("content/site.yaml", "theme: default", "theme: own");
  };
  const check = (format = "human") =>
    spawnSync(program, ["check", "--root", root, "--color", "never", "--format", format, ...TODAY], { encoding: "utf8" }).stdout;
  return { root, write, edit, remove, theme, check };
}

/** A file of the built-in theme. */
export const builtIn = (path) => readFileSync(join(project, "themes/default", path), "utf8");

/** The same with some HTML after a part of it, which must be there. */
export function builtInAfter(path, part, html) {
  const text = builtIn(path);
  if (!text.includes(part)) throw new Error(`${path} has no ${part}`);
  return text.replace(part, (found) => found + html);
}

/** The preview of a network: its address, and how to end it. */
export async function serve(t, { root }, { port = 0, args = TODAY } = {}) {
  const child = spawn(program, ["serve", "--port", String(port), "--root", root, "--color", "never", ...args]);
  const ended = new Promise((done) => child.once("exit", done).once("error", done));
  const stop = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  t.after(stop);
  let said = "";
  child.stderr.on("data", (data) => (said += data));
  const lines = createInterface({ input: child.stdout });
  const line = await soon("the preview's address", Promise.race([
    new Promise((done) => lines.once("line", done)),
    ended.then(() => { throw new Error(`the preview ended: ${said}`); }),
  ]));
  const url = line.replace("Preview: ", "").replace(/\/$/, "");
  return { url, port: Number(new URL(url).port), stop };
}

/** A promise with a time limit, so that a test fails with a message instead of waiting for ever. */
async function soon(what, promise) {
  const late = new AbortController();
  try {
    const limit = sleep(PATIENCE, null, { signal: late.signal }).then(() => { throw new Error(`too late: ${what}`); });
    return await Promise.race([promise, limit]);
  } finally {
    late.abort();
  }
}

/** A browser in which every tab counts as the one in front. */
export async function browser() {
  if (!chrome) throw new Error("no Chromium is here; set CHROMIUM to its path");
  return chromium.launch({ executablePath: chrome, args: flags });
}

/** Ends a browser or a context; one that does not end in time is ended with this process. */
export const close = (closable) => closable && Promise.race([closable.close(), sleep(10_000)]);

/** A browser context that records requests (`asked`), and dialogs and errors in the console (`wrong`). */
export async function context(t, sharedBrowser, options = {}) {
  const browserContext = await soon("a context", sharedBrowser.newContext(options));
  watch(t, browserContext);
  t.after(() => close(browserContext));
  return browserContext;
}

export function watch(t, browserContext) {
  browserContext.setDefaultTimeout(PATIENCE);
  browserContext.wrong = [];
  browserContext.asked = [];
  browserContext.mayFail = /^$/;
  browserContext.on("request", (request) => browserContext.asked.push(request.url()));
  browserContext.on("dialog", (dialog) => {
    browserContext.wrong.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  browserContext.on("weberror", (error) => browserContext.wrong.push(`thrown: ${error.error().stack}`));
  browserContext.on("console", (message) => {
    // A browser asks for it where a page names no icon: the desk, and what stands in the place of a page with faults.
    if (message.location().url.endsWith("/favicon.ico")) return;
    const said = `${message.text()} (${message.location().url})`;
    if (["error", "warning"].includes(message.type()) && !browserContext.mayFail.test(said)) browserContext.wrong.push(said);
  });
}

/** A browser as people use it: one tab is in front and the others are not. */
export async function trueBrowser(t) {
  if (!chrome) throw new Error("no Chromium is here; set CHROMIUM to its path");
  const home = mkdtempSync(join(tmpdir(), "commonground-browser-"));
  const all = ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${home}`, "--no-first-run", ...flags, "about:blank"];
  const child = spawn(chrome, all, { stdio: ["ignore", "ignore", "pipe"], detached: true });
  const ended = new Promise((done) => child.once("exit", done).once("error", done));
  t.after(async () => {
    process.kill(-child.pid, "SIGKILL"); // all its processes: they write in its home
    await ended;
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  const address = await soon("the browser's address", new Promise((done, fail) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      const found = line.match(/DevTools listening on (\S+)/);
      if (found) done(found[1]);
    });
    ended.then(() => fail(new Error("the browser ended")));
  }));
  const sharedBrowser = await chromium.connectOverCDP(address, { noDefaults: true });
  const browserContext = sharedBrowser.contexts()[0];
  watch(t, browserContext);
  t.after(() => close(sharedBrowser));
  return browserContext;
}

/** Waits until a condition is true. */
export async function until(what, ask, limit = PATIENCE) {
  const end = Date.now() + limit;
  let last;
  do {
    // A page cannot be evaluated while it is loading.
    last = await Promise.resolve().then(ask).catch((error) => error);
    if (last === true) return;
    await sleep(40);
  } while (Date.now() < end);
  throw new Error(`never: ${what}; last: ${last instanceof Error ? last.message : JSON.stringify(last)}`);
}

/** Whether a response is the state of the preview that a page asked for. */
export const isState = (answer) => new URL(answer.url()).pathname === "/_reload/state";

/** Opens a page and waits until its script has asked for the state once. */
export async function open(browserContext, address, page) {
  page ??= await browserContext.newPage();
  // The page that was there before may still be asking.
  const at = decodeURI(new URL(address).pathname);
  const isOwn = (answer) => isState(answer) && new URL(answer.url()).searchParams.get("at") === at;
  const [answer] = await Promise.all([page.goto(address), page.waitForResponse(isOwn)]);
  page.status = answer.status();
  return page;
}

/** Gives a page another size, and waits until it has it. */
export async function resize(page, width, height) {
  await page.setViewportSize({ width, height });
  await until(`the page is ${width} wide`, () => page.evaluate((width) => innerWidth === width, width));
}

/** A mark that stays in a page until it is loaded again. */
export const brand = (page) => page.evaluate(() => { window.brand = true; });
export const isBranded = (page) => page.evaluate(() => window.brand === true);

/** What axe reports, also in frames: by all its rules and the one on the size of targets, or by the given rules. */
export async function violations(page, rules) {
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => "axe" in globalThis))) await frame.evaluate(axe);
  }
  // It is off by default, because it is younger than most laws (WCAG 2.2 SC 2.5.8).
  const younger = { "target-size": { enabled: true } };
  // What it would load before are sounds and other origins' style sheets, for which it puts style into the page.
  const options = { resultTypes: ["violations"], preload: false, ...(rules ? { runOnly: { type: "rule", values: rules } } : { rules: younger }) };
  const found = await page.evaluate((options) => globalThis.axe.run(document, options), options);
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target.flat().join(" ")).join("; ")}`);
}

/** What has the focus, also within the note. */
export const focused = (page) => page.evaluate(() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return { tag: at?.localName, text: at?.textContent.trim(), href: at?.getAttribute("href"), outline: at ? getComputedStyle(at).outlineStyle : "" };
});
