// Choosing from the directory: several things at once with a script, lists one by one without.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
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

/** A directory that is too long for one file: its partners have long names, and the last of them is the only school. */
function longDirectory(root) {
  const content = join(root, "content");
  mkdirSync(join(content, "partners"), { recursive: true });
  mkdirSync(join(content, "places"));
  const fields = "language: en\nzone: Europe/London\ncontact: {email: hello@example.org}\noutputs: {search: false, feeds: false, calendars: false}";
  writeFileSync(join(content, "site.yaml"), `title: Long\n${fields}\n`);
  writeFileSync(join(content, "places/vale.md"), "---\ntitle: The Vale\nlevel: district\n---\nHills.\n");
  const long = "of everybody who lives beside the river and across it and on the hill, and of all their friends, near and far, old and new, ";
  for (let number = 0; number < 640; number++) {
    const name = `Group ${String(number).padStart(3, "0")} ${long.repeat(3)}${number === 639 ? "with a Zoo" : ""}`.trim();
    const type = number === 639 ? "school" : number % 2 ? "group" : "faith";
    const text = `---\ntitle: "${name}"\ntype: ${type}\nserves: [vale]\nplaces: [vale]\nlanguages: [en, cy, pl]\n---\nWe meet.\n`;
    writeFileSync(join(content, `partners/group-${number}.md`), text);
  }
}

let sharedBrowser, built, long;
before(async () => {
  sharedBrowser = await browser();
  built = await site(withOpenCafe);
  long = await site(longDirectory);
});
after(async () => {
  await close(sharedBrowser);
  built.close();
  long.close();
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

test("a long directory is read in parts, until there is enough to show", async (t) => {
  const parts = ["partners/choices.json", "partners/page/2/choices.json"];
  for (const part of parts) assert.ok(statSync(join(long.out, part)).size <= 300000, part);
  const browserContext = await context(t, sharedBrowser);
  const page = await browserContext.newPage();
  const read = () => browserContext.asked.filter((asked) => asked.endsWith("choices.json")).map((asked) => new URL(asked, long.url).pathname.slice(1));
  await page.goto(`${long.url}/partners/`);
  assert.deepEqual(read(), []);
  await page.getByLabel("What it is").selectOption("group");
  await page.getByText("The first results: ").waitFor();
  assert.deepEqual(read(), parts.slice(0, 1), "one part has enough");
  const first = (await names(page)).length;
  assert.ok(first >= 100 && first < 319, `${first} of 319`);
  await page.getByRole("button", { name: "Show more results" }).click();
  await until("more of them", async () => (await names(page)).length > first);
  await until("the first new one has the focus", () => page.evaluate((at) => document.activeElement.closest("li") === document.querySelector(".cards.chosen").children[at], first));
  assert.deepEqual(read(), parts);
  await says(page, "Results: 319");
  await until("nothing more to show", () => page.getByRole("button", { name: "Show more results" }).isHidden());
  // What is in the last part alone is found at once, whatever was read before.
  const late = await browserContext.newPage();
  await late.goto(`${long.url}/partners/?name=zoo`);
  await says(late, "Results: 1");
  await late.getByLabel("A word in the name").fill("");
  await late.getByLabel("What it is").selectOption("school");
  await says(late, "Results: 1");
  assert.match((await names(late))[0], /^Group 639 /);
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
