// The default theme, page by page: the sample network as it is built, from a server that sends files and nothing else.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { browser, close, context, network, program, TODAY, violations } from "./helpers.mjs";

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp" };
let own, server, url, pages, out;

before(async () => {
  out = mkdtempSync(join(tmpdir(), "commonground-theme-"));
  const cleanups = [];
  const { root } = network({ after: (end) => cleanups.push(end) });
  const built = spawnSync(program, ["build", "--root", root, "--out", join(out, "site"), "--quiet", ...TODAY], { encoding: "utf8" });
  assert.equal(built.status, 0, built.stderr);
  cleanups.forEach((end) => end());
  const files = readdirSync(join(out, "site"), { recursive: true }).filter((path) => path.endsWith("index.html"));
  const texts = files.map((path) => [`/${path.replace(/index\.html$/, "")}`, readFileSync(join(out, "site", path), "utf8")]);
  // A stub leads on at once.
  pages = texts.filter(([, text]) => !text.includes("http-equiv=\"refresh\"")).map(([path]) => path).concat("/404.html");
  server = createServer((request, answer) => {
    let path = join(out, "site", decodeURIComponent(new URL(request.url, "http://x").pathname));
    if (path.endsWith("/")) path += "index.html";
    const found = statSync(path, { throwIfNoEntry: false })?.isFile();
    answer.writeHead(found ? 200 : 404, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" });
    answer.end(found ? readFileSync(path) : "");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${server.address().port}`;
  own = await browser();
});
after(async () => {
  await close(own);
  server.close();
  rmSync(out, { recursive: true, force: true });
});

/** What stands out of the page or is cut off (WCAG 2.2 SC 1.4.10). What is too small for a finger (SC 2.5.8) axe says. */
const misplaced = (page) => page.evaluate(() => {
  const wrong = [];
  const name = (at) => `${at.localName}.${at.className?.baseVal ?? at.className} "${at.textContent.trim().slice(0, 40)}"`;
  if (document.documentElement.scrollWidth > innerWidth) wrong.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const at of document.querySelectorAll("body *")) {
    const box = at.getBoundingClientRect();
    const style = getComputedStyle(at);
    if (!box.width || style.visibility === "hidden" || at.closest(".hidden, .skip, .full, svg, [hidden]")) continue;
    const scrolls = at.closest("table, pre, .calendar");
    if (!scrolls && (box.left < -0.5 || box.right > innerWidth + 0.5)) wrong.push(`outside: ${name(at)}`);
    if (at.localName !== "input" && ["hidden", "clip"].includes(style.overflowX) && at.scrollWidth > at.clientWidth + 1) wrong.push(`cut: ${name(at)}`);
  }
  return wrong;
});

for (const [title, options] of [
  ["light, on a small phone", { colorScheme: "light", viewport: { width: 320, height: 640 } }],
  ["dark, on a wide screen", { colorScheme: "dark", viewport: { width: 1280, height: 900 } }],
]) {
  test(`every page: axe, layout, own origin, policy; ${title}`, { timeout: 400_000 }, async (t) => {
    assert.ok(pages.length > 100, `only ${pages.length} pages`);
    // axe puts style into the page, which the policy forbids to everybody else.
    const made = await context(t, own, { ...options, bypassCSP: true });
    const page = await made.newPage();
    const wrong = [];
    for (const path of pages) {
      await page.goto(url + path);
      // Of all that axe looks at, only colours are others in the dark.
      const rules = options.colorScheme === "dark" ? ["color-contrast"] : undefined;
      const found = [...(await violations(page, rules)), ...(await misplaced(page))];
      wrong.push(...found.map((what) => `${path}: ${what}`));
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(made.wrong, []);
    assert.deepEqual(made.asked.filter((asked) => !asked.startsWith(url)), []);
  });
}

test("no page breaks its own policy, and no cookie is set", { timeout: 200_000 }, async (t) => {
  const made = await context(t, own, { viewport: { width: 800, height: 800 } });
  const page = await made.newPage();
  for (const path of pages) await page.goto(url + path);
  assert.deepEqual(made.wrong, []);
  assert.deepEqual(await made.cookies(), []);
});

test("layout holds at 400 % zoom, in forced colours and on paper", { timeout: 200_000 }, async (t) => {
  const kinds = pages.filter((path) => path.split("/").length <= 3 || path.includes("/page/") || /^\/(ur|cy)\//.test(path) || /\/2027\/03\//.test(path));
  for (const options of [{ viewport: { width: 1280 / 4, height: 256 }, deviceScaleFactor: 4 }, { viewport: { width: 1600, height: 900 } }, { forcedColors: "active", viewport: { width: 600, height: 800 } }]) {
    const made = await context(t, own, options);
    const page = await made.newPage();
    for (const path of kinds) {
      await page.goto(url + path);
      assert.deepEqual(await misplaced(page), [], `${path} ${JSON.stringify(options)}`);
      await page.emulateMedia({ media: "print" });
      assert.deepEqual(await misplaced(page), [], `${path} on paper`);
      await page.emulateMedia({ media: null });
    }
  }
});
