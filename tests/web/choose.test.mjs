// Choosing from the directory: several things at once with a script, lists one by one without.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browser, close, context, until } from "./helpers.mjs";
import { sample, site } from "./sites.mjs";

/** The sample, with a partner that is open and has a diacritic in its name. */
function withOpenCafe(root) {
  sample(root);
  const cafe = join(root, "content/partners/long-barge-cafe.md");
  writeFileSync(cafe, readFileSync(cafe, "utf8").replace(/^(status|left): .*\n/gm, ""));
}

let sharedBrowser, built;
before(async () => {
  sharedBrowser = await browser();
  built = await site(withOpenCafe);
});
after(async () => {
  await close(sharedBrowser);
  built.close();
});

const names = (page) => page.locator(".cards.chosen .name").allTextContents();
const says = (page, words) => until(words, async () => (await page.locator(".found").textContent()) === words);
const lists = (page) => page.locator("main > .group:visible").count();

test("choices are combined and kept in the address", async (t) => {
  const browserContext = await context(t, sharedBrowser);
  const page = await browserContext.newPage();
  await page.goto(`${built.url}/partners/`);
  const all = await lists(page);
  assert.ok(all > 3);
  assert.ok(!browserContext.asked.some((asked) => asked.endsWith("choices.json")), "nothing is read before somebody chooses");
  await page.getByLabel("What it is").selectOption("group");
  await says(page, "Results: 2");
  assert.equal(await lists(page), 0);
  await page.getByLabel("Place").selectOption("skylark-estate");
  await says(page, "Results: 1");
  assert.deepEqual(await names(page), ["Skylark Estate Residents’ Group"]);
  await page.waitForURL(/\?type=group&place=skylark-estate$/);
  await page.reload();
  await says(page, "Results: 1");
  await page.locator(".cards.chosen a").click();
  await page.waitForURL(/\/partners\/skylark-residents\/$/);
  await page.goBack();
  await says(page, "Results: 1");
  await page.getByLabel("What it is").selectOption("");
  await page.getByLabel("Place").selectOption("");
  await until("the whole list", async () => (await lists(page)) === all);
  await page.waitForURL(/\/partners\/$/);
});

test("names are found with and without diacritics and capitals", async (t) => {
  const browserContext = await context(t, sharedBrowser);
  const page = await browserContext.newPage();
  await page.goto(`${built.url}/partners/`);
  await page.getByLabel("A word in the name").fill("CAFE");
  await says(page, "Results: 1");
  assert.deepEqual(await names(page), ["The Long Barge Café"]);
  await page.getByLabel("A word in the name").fill("nobody has this name");
  await until("nothing", async () => (await page.locator(".found").textContent()).startsWith("Nothing was found."));
});

test("choices are links to lists without a script, and when the script cannot load its data", async (t) => {
  const browserContext = await context(t, sharedBrowser, { javaScriptEnabled: false });
  const page = await browserContext.newPage();
  await page.goto(`${built.url}/partners/`);
  await page.locator("summary", { hasText: "Place" }).click();
  await page.getByRole("link", { name: "Skylark Estate", exact: true }).first().click();
  await page.waitForURL(/\/partners\/place\/skylark-estate\/$/);
  assert.equal(await page.locator(".card").count(), 1);
  const other = await context(t, sharedBrowser);
  other.mayFail = /choices\.json/;
  await other.route("**/choices.json", (route) => route.abort());
  const late = await other.newPage();
  await late.goto(`${built.url}/partners/`);
  await late.getByLabel("What it is").selectOption("group");
  await late.locator("details[data-facet=type] a").first().waitFor();
  assert.ok((await lists(late)) > 3);
});

test("a button copies the questions about an event", async (t) => {
  const browserContext = await context(t, sharedBrowser, { permissions: ["clipboard-read", "clipboard-write"] });
  const page = await browserContext.newPage();
  await page.goto(`${built.url}/events/send/`);
  await page.getByRole("button", { name: "Copy these lines" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^Event: \nDate: \n/);
});
