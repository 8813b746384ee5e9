// A page of the preview shows its faults until they are corrected.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { brand, browser, builtIn, close, context, focused, isBranded, network, open, resize, serve, STORY, STORY_PAGE, until, violations } from "./helpers.mjs";

let sharedBrowser;
before(async () => (sharedBrowser = await browser()));
after(() => close(sharedBrowser));

const note = (page) => page.locator("#commonground-note details");
const noted = (page) => page.locator("#commonground-note summary").textContent();
const counts = (page, words) => until(`it counts ${words}`, async () => (await noted(page)) === words || (await noted(page)));
const isFixed = (page) => until("the note is gone", async () => (await page.locator("#commonground-note details").count()) === 0);
const title = (page, text) => page.locator("h1", { hasText: text }).waitFor();
const TITLE = "An obituary for a boiler";
/** The blocks of a report, without the line that counts them. */
const blocks = (report) => report.split(/\n\n/).map((block) => block.trim()).filter((block) => /^(error|warning|advice)\[/.test(block));
const FAILS = { status: 500 };

test("a story with a fault shows it in the words of `check`, above its last page; other pages have a note", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site);
  const browserContext = await context(t, sharedBrowser);
  browserContext.mayFail = /status of 500/;
  const page = await open(browserContext, url + STORY_PAGE);
  const other = await open(browserContext, `${url}/staying-safe/`);
  await brand(other);
  site.edit(STORY, "summary:", "sumary:");
  await title(page, "is held back");
  const [block, ...more] = blocks(site.check());
  assert.deepEqual(more, []);
  assert.match(block, /unknown-field/);
  assert.equal((await page.locator("main pre").textContent()).trim(), block);
  assert.match(await page.getByRole("link", { name: `${STORY}:3:1` }).getAttribute("href"), /^vscode:\/\/file\/.*boiler\.md:3$/);

  const frame = page.frameLocator("iframe");
  await frame.getByRole("heading", { name: TITLE }).waitFor();
  await page.getByRole("heading", { name: "The page as it last was" }).waitFor();
  assert.equal(await page.locator("iframe").getAttribute("title"), "The page as it last was");

  await counts(other, "1 error");
  assert.equal(await note(other).evaluate((details) => details.open), false);
  await other.locator("#commonground-note summary").click();
  assert.equal((await note(other).locator("pre").textContent()).trim(), block);

  site.edit(STORY, "sumary:", "summary:");
  await title(page, TITLE);
  await Promise.all([isFixed(page), isFixed(other)]);
  assert.ok(await isBranded(other), "a page that stayed the same is not loaded again");
  assert.deepEqual(browserContext.wrong, []);
});

test("the note stays open while faults come and go", async (t) => {
  const site = network(t);
  site.edit(STORY, "summary:", "sumary:");
  const { url } = await serve(t, site);
  const browserContext = await context(t, sharedBrowser);
  const kitchen = "content/stories/shared-kitchen/index.md";
  const page = await open(browserContext, `${url}/stories/shared-kitchen/`);
  await page.locator("#commonground-note summary").click();
  site.edit("content/stories/warm-rooms-open.md", "summary:", "sumary:");
  await counts(page, "2 errors");
  assert.ok(await note(page).evaluate((details) => details.open));
  assert.equal((await focused(page)).tag, "summary", "the focus stays in it");
  site.edit(kitchen, "\n---\n", "\n---\nRead this first.\n\n");
  await page.getByText("Read this first.").waitFor();
  await until("it is open", () => note(page).evaluate((details) => details.open));
});

test("links in a framed page open in the page around it", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site);
  const browserContext = await context(t, sharedBrowser);
  browserContext.mayFail = /status of 500/;
  const page = await open(browserContext, url + STORY_PAGE);
  site.edit(STORY, "summary:", "sumary:");
  await title(page, "is held back");
  // The page handles clicks in the frame once that has loaded.
  await page.waitForLoadState("load");
  await page.frameLocator("iframe").getByRole("link", { name: "Campaigns" }).first().click();
  await page.waitForURL(`${url}/campaigns/`);
});

test("a broken site.yaml leaves the last pages, with a note", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site);
  const browserContext = await context(t, sharedBrowser);
  const page = await open(browserContext, url + STORY_PAGE);
  await brand(page);
  site.edit("content/site.yaml", "zone: Europe/London", "zone: Europe/Londn");
  await note(page).waitFor();
  await page.locator("#commonground-note summary").click();
  await note(page).getByText("you see the site as it last was without them").waitFor();
  await note(page).getByText("Europe/Londn").first().waitFor();
  await title(page, TITLE);
  const opened = await open(browserContext, `${url}/stories/`);
  await title(opened, "Stories");
  await note(opened).waitFor();
  site.edit("content/site.yaml", "Europe/Londn", "Europe/London");
  await Promise.all([isFixed(page), isFixed(opened)]);
  assert.ok(await isBranded(page));
  assert.deepEqual(browserContext.wrong, []);
});

test("a preview that begins with a broken site.yaml says so, and recovers by itself", async (t) => {
  const site = network(t);
  site.edit("content/site.yaml", "zone: Europe/London", "zone: Europe/Londn");
  const { url } = await serve(t, site);
  const browserContext = await context(t, sharedBrowser);
  browserContext.mayFail = /status of 500/;
  const page = await open(browserContext, url + STORY_PAGE);
  assert.equal(page.status, FAILS.status);
  await title(page, "The network cannot be shown yet");
  const [first] = blocks(site.check());
  await page.locator("main pre", { hasText: "Europe/Londn" }).first().waitFor();
  assert.ok((await page.locator("main pre").allTextContents()).map((text) => text.trim()).includes(first));
  site.edit("content/site.yaml", "Europe/Londn", "Europe/London");
  await title(page, TITLE);
  await isFixed(page);
  assert.deepEqual(browserContext.wrong, []);
});

test("a broken template leaves the last pages, with a note", async (t) => {
  const site = network(t);
  const template = "themes/own/templates/story-text.html";
  site.theme({ "templates/story-text.html": builtIn("templates/story-text.html") });
  const { url } = await serve(t, site);
  const browserContext = await context(t, sharedBrowser);
  const page = await open(browserContext, url + STORY_PAGE);
  await brand(page);
  site.write(template, "{% if %}");
  await note(page).waitFor();
  await page.locator("#commonground-note summary").click();
  await note(page).getByText(template).first().waitFor();
  await title(page, TITLE);
  assert.ok(await isBranded(page));
  site.write(template, builtIn("templates/story-text.html"));
  await isFixed(page);
  await title(page, TITLE);
  assert.deepEqual(browserContext.wrong, []);
});

test("a template that fails for one page shows its fault there, and the last page beneath", async (t) => {
  const site = network(t);
  const template = "themes/own/templates/story-text.html";
  site.theme({ "templates/story-text.html": builtIn("templates/story-text.html") });
  const { url } = await serve(t, site);
  const browserContext = await context(t, sharedBrowser);
  browserContext.mayFail = /status of 500/;
  const page = await open(browserContext, url + STORY_PAGE);
  const other = await open(browserContext, `${url}/stories/shared-kitchen/`);
  await until("all pages were printed once", async () => (await (await fetch(`${url}/_reload/state?at=/`)).json()).has_all_faults);
  site.edit(template, "{% block kind %}", `{% block kind %}{% if page.title == "${TITLE}" %}{{ page.nonsense }}{% endif %}`);
  await title(page, "This page cannot be made");
  await page.locator("main pre", { hasText: "nonsense" }).waitFor();
  await page.frameLocator("iframe").getByRole("heading", { name: TITLE }).waitFor();
  await note(other).waitFor();
  assert.equal(await other.getByRole("heading", { level: 1 }).textContent(), "This pan is our pan");
  site.write(template, builtIn("templates/story-text.html"));
  await title(page, TITLE);
  await Promise.all([isFixed(page), isFixed(other)]);
  assert.deepEqual(browserContext.wrong, []);
});

test("text quoted by a fault is escaped", async (t) => {
  const site = network(t);
  const evil = `<img src=x onerror=alert(1)></pre><script>alert(2)</script><iframe srcdoc="<script>alert(3)</script>">`;
  const { url } = await serve(t, site);
  const browserContext = await context(t, sharedBrowser);
  browserContext.mayFail = /status of 500/;
  const page = await open(browserContext, url + STORY_PAGE);
  const other = await open(browserContext, `${url}/stories/`);
  // In a field whose lines readers may see, and in the name of an unknown one, whose line is not shown.
  site.edit(STORY, `title: ${TITLE}\nsummary: When`, `title: ['${evil}']\n${evil.replaceAll(" ", "")}: 1\nsumary: When`);
  await title(page, "is held back");
  await page.locator("main pre", { hasText: "onerror=alert(1)" }).first().waitFor();
  await note(other).waitFor();
  await other.locator("#commonground-note summary").click();
  await note(other).locator("pre", { hasText: "onerror=alert(1)" }).first().waitFor();
  for (const [at, frames] of [[page, 1], [other, 0]]) {
    assert.equal(await at.locator("main img[src=x], main script, main iframe[srcdoc]").count(), 0);
    assert.equal(await at.locator("#commonground-note").locator("img, script, iframe").count(), 0);
    assert.equal(at.frames().length - 1, frames);
  }
  assert.deepEqual(browserContext.wrong, []);
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing wrong, ${colorScheme}`, async (t) => {
    const site = network(t);
    const { url } = await serve(t, site);
    // axe puts styles of its own into the page, which no page may.
    const browserContext = await context(t, sharedBrowser, { colorScheme, viewport: { width: 320, height: 640 }, bypassCSP: true });
    browserContext.mayFail = /status of 500/;
    const page = await open(browserContext, url + STORY_PAGE);
    const other = await open(browserContext, `${url}/stories/shared-kitchen/`);
    site.edit(STORY, "summary:", "sumary:");
    site.edit(STORY, "funders:", "fundrs:");
    await title(page, "is held back");
    await until("both are said", async () => (await page.locator("main pre").count()) === 2);
    await counts(other, "2 errors");
    await other.locator("#commonground-note summary").click();
    for (const width of [320, 1280]) {
      for (const at of [page, other]) {
        await resize(at, width, 640);
        assert.deepEqual(await violations(at), [], `${at.url()} at ${width}`);
        assert.ok(await at.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${at.url()} is too wide at ${width}`);
      }
    }
    assert.deepEqual(browserContext.wrong, []);
  });
}

test("the keyboard reaches all of the note, with a visible focus", async (t) => {
  const site = network(t);
  site.edit(STORY, "summary:", "sumary:");
  const { url } = await serve(t, site);
  const browserContext = await context(t, sharedBrowser);
  const page = await open(browserContext, `${url}/stories/shared-kitchen/`);
  await counts(page, "1 error");
  await page.locator("footer a").last().focus();
  await page.keyboard.press("Tab");
  await until("the note has the focus", async () => (await focused(page)).text === "1 error");
  assert.equal((await focused(page)).outline, "solid");
  await page.keyboard.press("Enter");
  await until("it is open", () => note(page).evaluate((details) => details.open));
  const stops = [];
  for (let number = 0; number < 3; number++) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    assert.equal(at.outline, "solid", at.text);
    stops.push(at.href ?? at.tag);
  }
  assert.match(stops[0], /boiler\.md:3$/);
  assert.deepEqual(stops.slice(1), ["pre", "/_desk/faults/"]);
});

test("the note is not printed, and has borders in forced colours", async (t) => {
  const site = network(t);
  site.edit(STORY, "summary:", "sumary:");
  const { url } = await serve(t, site);
  const browserContext = await context(t, sharedBrowser, { forcedColors: "active", reducedMotion: "reduce" });
  const page = await open(browserContext, `${url}/stories/shared-kitchen/`);
  await note(page).waitFor();
  await until("it has a border", () => note(page).evaluate((details) => getComputedStyle(details).borderTopStyle === "solid"));
  await page.emulateMedia({ media: "print" });
  await until("it is not there", async () => !(await note(page).isVisible()));
});

test("right-to-left pages have the note too", async (t) => {
  const site = network(t);
  site.edit(STORY, "summary:", "sumary:");
  const { url } = await serve(t, site);
  const browserContext = await context(t, sharedBrowser);
  const page = await open(browserContext, `${url}/ur/`);
  await note(page).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dir), "rtl");
  assert.equal(await note(page).evaluate((details) => getComputedStyle(details).direction), "ltr");
  const { x, width } = await note(page).boundingBox();
  assert.ok(x >= 0 && x + width <= page.viewportSize().width);
});
