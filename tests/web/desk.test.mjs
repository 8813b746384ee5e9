// The editors' desk: a walk through it with the keyboard alone, and what axe says.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { browser, close, context, focused, network, open, resize, serve, STORY, TODAY, until, violations } from "./helpers.mjs";

let sharedBrowser;
after(() => close(sharedBrowser));

/** The desk of a network with one fault. */
async function desk(t, options) {
  const site = network(t);
  site.edit(STORY, "summary:", "sumary:");
  const { url } = await serve(t, site, { args: [...TODAY, "--drafts"] });
  // Once every page has been looked at the desk says so, and stays as it is.
  await until("the pass over all pages", async () => (await (await fetch(`${url}/_reload/state?at=/`)).json()).has_all_faults);
  sharedBrowser ??= await browser();
  return { site, url, browserContext: await context(t, sharedBrowser, options) };
}

/** Presses Tab until a link with this address has the focus; each stop on the way shows where it is. */
async function tabTo(page, what) {
  for (let number = 0; number < 150; number++) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    if (at.tag === "body") continue;
    assert.notEqual(at.outline, "none", `the focus is not visible on ${at.tag} ${at.text}`);
    if (at.href && what.test(at.href)) return at;
  }
  throw new Error(`the keyboard does not reach ${what}`);
}

const PAGES = ["/_desk/", "/_desk/record/?id=story:the-winter-the-boiler-died", "/_desk/faults/"];

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing wrong with the desk, ${colorScheme}`, async (t) => {
    const at = await desk(t, { colorScheme });
    const page = await at.browserContext.newPage();
    for (const path of PAGES) {
      await open(at.browserContext, at.url + path, page);
      assert.equal(page.status, 200, path);
      for (const width of [320, 1280]) {
        await resize(page, width, 800);
        assert.deepEqual(await violations(page), [], `${path} at ${width}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} is too wide at ${width}`);
      }
    }
    assert.deepEqual(at.browserContext.asked.filter((address) => !address.startsWith(`${at.url}/`)), []);
    assert.deepEqual(at.browserContext.wrong, []);
  });
}

test("the keyboard reaches a fault and a record from the desk, and the desk again", async (t) => {
  const at = await desk(t);
  const page = await open(at.browserContext, `${at.url}/_desk/`);
  await tabTo(page, /^\/_desk\/faults\/$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${at.url}/_desk/faults/`);
  await page.getByText("unknown field `sumary`").first().waitFor();
  await tabTo(page, /boiler\.md/);
  await open(at.browserContext, `${at.url}/_desk/`, page);
  await tabTo(page, /^\/_desk\/record\/\?id=/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/_desk\/record\/\?id=/);
  await tabTo(page, /^\/_desk\/$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${at.url}/_desk/`);
  assert.deepEqual(at.browserContext.wrong, []);
});

test("the desk shows what was saved", async (t) => {
  const at = await desk(t);
  const page = await open(at.browserContext, `${at.url}/_desk/faults/`);
  const said = () => page.locator("main").getByText("unknown field `sumary`").count();
  await until("the fault is there", async () => (await said()) > 0);
  at.site.edit(STORY, "sumary:", "summary:");
  await until("the fault is gone", async () => (await said()) === 0);
});
