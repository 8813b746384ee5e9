// Choosing from the directory: several things at once with a script, lists one by one without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, close, context, until } from "./helpers.mjs";
import { sample, site } from "./sites.mjs";

let own, built;
before(async () => {
  own = await browser();
  built = await site(sample);
});
after(async () => {
  await close(own);
  built.close();
});

const names = (page) => page.locator(".cards.chosen .name").allTextContents();
const says = (page, words) => until(words, async () => (await page.locator(".found").textContent()) === words);
const lists = (page) => page.locator("main > .group:visible").count();

test("what is chosen is taken together, and the address keeps it", async (t) => {
  const made = await context(t, own);
  const page = await made.newPage();
  await page.goto(`${built.url}/partners/`);
  const all = await lists(page);
  assert.ok(all > 3);
  assert.ok(!made.asked.some((asked) => asked.endsWith("choices.json")), "nothing is read before somebody chooses");
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

test("a word in a name is found however it is written", async (t) => {
  const made = await context(t, own);
  const page = await made.newPage();
  await page.goto(`${built.url}/partners/`);
  await page.getByLabel("A word in the name").fill("CAFE");
  await says(page, "Results: 1");
  assert.deepEqual(await names(page), ["The Long Barge Café"]);
  await page.getByLabel("A word in the name").fill("nobody has this name");
  await until("nothing", async () => (await page.locator(".found").textContent()).startsWith("Nothing was found."));
});

test("each choice leads to its list without a script, and where the script cannot read", async (t) => {
  const made = await context(t, own, { javaScriptEnabled: false });
  const page = await made.newPage();
  await page.goto(`${built.url}/partners/`);
  await page.locator("summary", { hasText: "Place" }).click();
  await page.getByRole("link", { name: "Skylark Estate", exact: true }).first().click();
  await page.waitForURL(/\/partners\/place\/skylark-estate\/$/);
  assert.equal(await page.locator(".card").count(), 1);
  const other = await context(t, own);
  other.mayFail = /choices\.json/;
  await other.route("**/choices.json", (route) => route.abort());
  const late = await other.newPage();
  await late.goto(`${built.url}/partners/`);
  await late.getByLabel("What it is").selectOption("group");
  await late.locator("details[data-facet=type] a").first().waitFor();
  assert.ok((await lists(late)) > 3);
});

test("the questions about an event are copied by a button", async (t) => {
  const made = await context(t, own, { permissions: ["clipboard-read", "clipboard-write"] });
  const page = await made.newPage();
  await page.goto(`${built.url}/events/send/`);
  await page.getByRole("button", { name: "Copy these lines" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^Event: \nDate: \n/);
});
