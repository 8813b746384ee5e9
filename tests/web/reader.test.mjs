// What the preview adds to a page, and which addresses a page requests.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, close, context, network, open, serve, STORY_PAGE, TODAY, until } from "./helpers.mjs";

let sharedBrowser;
before(async () => (sharedBrowser = await browser()));
after(() => close(sharedBrowser));

const strip = (page, text) => page.locator("#commonground-note .strip", { hasText: text });
const ANOTHER_DAY = "This preview shows another day: Saturday 19 June 2027.";

test("a cookie chooses another day; a button goes back to today", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site, { args: [] });
  const browserContext = await context(t, sharedBrowser);
  await browserContext.addCookies([{ name: "commonground-day", value: "2027-06-19", url, sameSite: "Strict" }]);
  const page = await browserContext.newPage();
  for (const path of ["/", STORY_PAGE, "/events/", "/no-such-page/"]) {
    browserContext.mayFail = /status of 404/;
    await open(browserContext, url + path, page);
    await strip(page, ANOTHER_DAY).waitFor();
  }
  const other = await open(browserContext, `${url}/events/`);
  await open(browserContext, `${url}/events/`, page);
  await strip(page, ANOTHER_DAY).getByRole("button", { name: "Back to today" }).click();
  await until("it is gone", async () => (await strip(page, "This preview shows another day").count()) === 0);
  assert.deepEqual((await browserContext.cookies()).filter(({ name }) => name === "commonground-day"), []);
  await until("it is gone there too", async () => (await strip(other, "This preview shows another day").count()) === 0);
  assert.deepEqual(browserContext.wrong, []);
});

test("the day of the option --now is named, and has no button back to today", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site, { args: ["--now", "2027-06-19"] });
  const browserContext = await context(t, sharedBrowser);
  const page = await open(browserContext, `${url}/events/`);
  await strip(page, ANOTHER_DAY).waitFor();
  assert.equal(await page.getByRole("button", { name: "Back to today" }).count(), 0);
  assert.deepEqual(browserContext.wrong, []);
});

test("drafts are marked on their page and at links to them", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site, { args: [...TODAY, "--drafts"] });
  const browserContext = await context(t, sharedBrowser);
  const page = await open(browserContext, `${url}/stories/the-bench/`);
  await strip(page, "This is a draft").waitFor();
  await open(browserContext, `${url}/stories/`, page);
  const link = page.locator("main a[href='/stories/the-bench/']").first();
  await until("it is marked", async () => (await link.textContent()).endsWith(" (draft)"));
  assert.equal(await page.getByText("(draft)").count(), await page.locator("a[href='/stories/the-bench/']").count());
  assert.equal(await strip(page, "This is a draft").count(), 0);
  site.edit("content/stories/the-bench.md", "draft: true\n", "");
  await until("the mark is gone", async () => (await page.getByText("(draft)").count()) === 0);
  assert.deepEqual(browserContext.wrong, []);
});

test("without --drafts, the address of a draft explains why there is no page", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site);
  const browserContext = await context(t, sharedBrowser);
  browserContext.mayFail = /status of 404/;
  const page = await open(browserContext, `${url}/stories/the-bench/`);
  await strip(page, "Nothing is published here").waitFor();
  site.edit("content/stories/the-bench.md", "draft: true\n", "");
  await page.locator("h1", { hasText: "The bench" }).waitFor();
  await until("the strip is gone", async () => (await strip(page, "Nothing is published here").count()) === 0);
});

test("no page requests a foreign address or logs an error", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site);
  const browserContext = await context(t, sharedBrowser);
  const page = await browserContext.newPage();
  const paths = ["/", "/ur/", "/cy/", "/stories/", STORY_PAGE, "/events/", "/places/", "/partners/", "/resources/six-cups-of-tea/", "/campaigns/", "/guide/", "/topics/"];
  for (const path of paths) {
    await open(browserContext, url + path, page);
    assert.equal(page.status, 200, path);
  }
  await page.goto(`${url}/`, { waitUntil: "load" });
  assert.deepEqual(browserContext.asked.filter((address) => !address.startsWith(`${url}/`)), []);
  assert.deepEqual(browserContext.wrong, []);
});

test("a page that differs on every load is not reloaded for ever", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site);
  await until("all pages were printed once", async () => (await (await fetch(`${url}/_reload/state?at=/`)).json()).has_all_faults);
  const browserContext = await context(t, sharedBrowser);
  let loads = 0;
  let looks = 0; // of the page that was loaded last
  await browserContext.route(`**${STORY_PAGE}`, async (route) => {
    const answer = await route.fetch();
    loads++;
    looks = 0;
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/client\.js\?page=\w+/, "client.js?page=0123456789abcdef") });
  });
  browserContext.on("requestfinished", (request) => {
    if (new URL(request.url()).pathname === "/_reload/state") looks++;
  });
  // A page looks when its script runs, and again when it begins to listen, unless it was loaded again after the first.
  const isLeftAlone = (times) => until(`it is loaded ${times} times and left alone`, () => (loads === times && looks >= 2) || { loads, looks });
  const page = await browserContext.newPage();
  await page.goto(url + STORY_PAGE);
  await isLeftAlone(2);
  site.edit("content/staying-safe.md", "\n---\n", "\n---\nRead this first.\n\n");
  await isLeftAlone(3);
  await page.locator("h1").waitFor();
  assert.equal(loads, 3);
});

test("the script is small", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site);
  const script = await (await fetch(`${url}/_reload/client.js`)).text();
  assert.ok(script.length > 1000 && new TextEncoder().encode(script).length <= 14 * 1024, `${script.length} bytes`);
});
