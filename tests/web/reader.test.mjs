// What a page of the preview says beside itself, and whom it asks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, close, context, network, open, serve, STORY_PAGE, TODAY, until } from "./helpers.mjs";

let own;
before(async () => (own = await browser()));
after(() => close(own));

const strip = (page, text) => page.locator("#commonground-note .strip", { hasText: text });
const TURNED = "The clock is turned: this is the site as on Saturday 19 June 2027.";

test("a cookie turns the clock; a button turns it back", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site, { args: [] });
  const made = await context(t, own);
  await made.addCookies([{ name: "commonground-day", value: "2027-06-19", url, sameSite: "Strict" }]);
  const page = await made.newPage();
  for (const path of ["/", STORY_PAGE, "/events/", "/no-such-page/"]) {
    made.mayFail = /status of 404/;
    await open(made, url + path, page);
    await strip(page, TURNED).waitFor();
  }
  const other = await open(made, `${url}/events/`);
  await open(made, `${url}/events/`, page);
  await strip(page, TURNED).getByRole("button", { name: "Back to today" }).click();
  await until("it is gone", async () => (await strip(page, "The clock is turned").count()) === 0);
  assert.deepEqual((await made.cookies()).filter(({ name }) => name === "commonground-day"), []);
  await until("it is gone there too", async () => (await strip(other, "The clock is turned").count()) === 0);
  assert.deepEqual(made.wrong, []);
});

test("a clock that stands still is said, and cannot be turned back", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site, { args: ["--now", "2027-06-19"] });
  const made = await context(t, own);
  const page = await open(made, `${url}/events/`);
  await strip(page, TURNED).waitFor();
  assert.equal(await page.getByRole("button", { name: "Back to today" }).count(), 0);
  assert.deepEqual(made.wrong, []);
});

test("drafts are marked, on their page and where links lead to them", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site, { args: [...TODAY, "--drafts"] });
  const made = await context(t, own);
  const page = await open(made, `${url}/stories/the-bench/`);
  await strip(page, "This is a draft").waitFor();
  await open(made, `${url}/stories/`, page);
  const link = page.locator("main a[href='/stories/the-bench/']").first();
  await until("it is marked", async () => (await link.textContent()).endsWith(" (draft)"));
  assert.equal(await page.getByText("(draft)").count(), await page.locator("a[href='/stories/the-bench/']").count());
  assert.equal(await strip(page, "This is a draft").count(), 0);
  site.edit("content/stories/the-bench.md", "draft: true\n", "");
  await until("the mark is gone", async () => (await page.getByText("(draft)").count()) === 0);
  assert.deepEqual(made.wrong, []);
});

test("without --drafts, the address of a draft says why nothing is there", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site);
  const made = await context(t, own);
  made.mayFail = /status of 404/;
  const page = await open(made, `${url}/stories/the-bench/`);
  await strip(page, "Nothing is published here").waitFor();
  site.edit("content/stories/the-bench.md", "draft: true\n", "");
  await page.locator("h1", { hasText: "The bench" }).waitFor();
  await until("the strip is gone", async () => (await strip(page, "Nothing is published here").count()) === 0);
});

test("no page asks another address, and none complains", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site);
  const made = await context(t, own);
  const page = await made.newPage();
  const paths = ["/", "/ur/", "/cy/", "/stories/", STORY_PAGE, "/events/", "/places/", "/partners/", "/resources/six-cups-of-tea/", "/campaigns/", "/guide/", "/topics/"];
  for (const path of paths) {
    await open(made, url + path, page);
    assert.equal(page.status, 200, path);
  }
  await page.goto(`${url}/`, { waitUntil: "load" });
  assert.deepEqual(made.asked.filter((address) => !address.startsWith(`${url}/`)), []);
  assert.deepEqual(made.wrong, []);
});

test("a page that is another one each time is not loaded without end", async (t) => {
  const site = network(t);
  const { url } = await serve(t, site);
  await until("all pages were printed once", async () => (await (await fetch(`${url}/_reload/state?at=/`)).json()).is_complete);
  const made = await context(t, own);
  let loads = 0;
  let looks = 0; // of the page that was loaded last
  await made.route(`**${STORY_PAGE}`, async (route) => {
    const answer = await route.fetch();
    loads++;
    looks = 0;
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/client\.js\?page=\w+/, "client.js?page=0123456789abcdef") });
  });
  made.on("requestfinished", (request) => {
    if (new URL(request.url()).pathname === "/_reload/state") looks++;
  });
  // A page looks when its script runs, and again when it begins to listen, unless it was loaded again after the first.
  const isLeftAlone = (times) => until(`it is loaded ${times} times and left alone`, () => (loads === times && looks >= 2) || { loads, looks });
  const page = await made.newPage();
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
  assert.ok(script.length > 1000 && new TextEncoder().encode(script).length <= 12 * 1024, `${script.length} bytes`);
});
