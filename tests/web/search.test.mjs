// The search page: what is typed, chosen and announced, and which addresses it requests.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, close, context, network, serve, until, violations } from "./helpers.mjs";

let sharedBrowser;
before(async () => (sharedBrowser = await browser()));
after(() => close(sharedBrowser));

const BASE = "base_url: https://common-thread.example.org/";
const LADLE = "content/stories/the-ladle.md";
const STORY = (word) => `---\ntitle: The ladle\ndate: 2026-11-01\npeople: none\nplaces: [carrowby]\n---\n\nMarmite at the ${word}, and ŵyn on the hill.\n`;

async function page(t, url, address = "/search/", options = {}) {
  const browserContext = await context(t, sharedBrowser, options);
  await browserContext.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
  });
  const page = await browserContext.newPage();
  await page.goto(url + address);
  if (options.javaScriptEnabled !== false) await page.locator("form.search").waitFor();
  const fine = async () => {
    assert.deepEqual(browserContext.wrong, []);
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(browserContext.asked.filter((asked) => !asked.startsWith(`${new URL(url).origin}/`)), []);
  };
  return { page, browserContext, fine };
}

const names = async (page) => (await page.locator(".results:visible .name").allInnerTexts()).map((name) => name.trim());
const finds = (page, name) => until(`it finds ${name}`, async () => (await names(page)).includes(name) || (await names(page)));
const says = (page, words) => until(words, async () => (await page.locator(".found").textContent()) === words || page.locator(".found").textContent());

test("words are found with and without their diacritics, by keyboard alone", async (t) => {
  const site = network(t);
  site.write(LADLE, STORY("café"));
  const { url } = await serve(t, site);
  const { page: at, fine } = await page(t, url);
  for (const words of ["marmite cafe", "marmite café", "wyn", "ŵyn"]) {
    await at.getByLabel("What are you looking for?").focus();
    await at.keyboard.press("ControlOrMeta+a");
    await at.keyboard.type(words);
    await at.keyboard.press("Enter");
    // The results of the last search stay until the new ones arrive.
    await at.waitForURL((address) => address.searchParams.get("q") === words);
    await says(at, "Results: 1");
    await finds(at, "The ladle");
  }
  await at.keyboard.press("Tab");
  await until("the button has the focus", () => at.evaluate(() => document.activeElement.textContent === "Search"));
  const result = at.locator(".results li", { hasText: "The ladle" });
  assert.match(await result.locator(".meta").textContent(), /Story.*1 November 2026.*Carrowby/);
  await result.getByRole("link").click();
  await at.locator("h1", { hasText: "The ladle" }).waitFor();
  await at.goBack();
  await finds(at, "The ladle");
  await fine();
});

test("kinds, places and languages filter a search, with words or without", async (t) => {
  const { url } = await serve(t, network(t));
  const { page: at, fine } = await page(t, url, "/search/?q=table");
  await until("there are some", async () => (await names(at)).length > 1);
  const kinds = async () => new Set(await at.locator(".results .meta > span:first-child").allTextContents());
  assert.ok((await kinds()).size > 1);
  await at.getByLabel("Kind").selectOption("Event");
  await until("only events", async () => [...(await kinds())].join() === "Event");
  await at.getByLabel("What are you looking for?").fill("");
  await until("all events", async () => !new URL(at.url()).search.includes("q=") && (await names(at)).length === 10);
  const count = Number((await at.locator(".found").textContent()).match(/\d+/)[0]);
  assert.ok(count > 10, String(count));
  await at.getByRole("button", { name: "Show more results" }).click();
  await until("more", async () => (await names(at)).length > 10);
  await until("the first of them has the focus", () => at.evaluate(() => document.activeElement === document.querySelectorAll(".results a")[10]));
  await at.getByLabel("Kind").selectOption("");
  await at.getByLabel("Language", { exact: true }).selectOption("اردو");
  await until("in Urdu", async () => (await at.locator(".results .name[lang=ur][dir=rtl]").count()) > 0);
  await at.reload();
  await until("as before", async () => (await at.locator(".results .name[lang=ur]").count()) > 0);
  assert.equal(await at.getByLabel("Language", { exact: true }).inputValue(), "اردو");
  await fine();
});

test("withheld records are not found, and edited ones are", async (t) => {
  const site = network(t);
  site.write(LADLE, STORY("café").replace("people: none", "people: none\ndraft: true"));
  const { url } = await serve(t, site);
  const { page: at, fine } = await page(t, url, "/search/?q=marmite");
  await says(at, "Nothing was found. Try fewer or other words, or look for all kinds.");
  site.write(LADLE, STORY("café"));
  await until("it is published", async () => (await fetch(`${url}/stories/the-ladle/`)).ok);
  await at.goto(`${url}/search/?q=marmite`);
  await finds(at, "The ladle");
  await says(at, "Results: 1");
  await fine();
});

test("the search works below a base path, on a small screen and from right to left, and axe finds nothing", async (t) => {
  const site = network(t);
  site.edit("content/site.yaml", BASE, "base_url: https://common-thread.example.org/net/");
  const { url } = await serve(t, site);
  for (const options of [{}, { viewport: { width: 320, height: 640 } }, { colorScheme: "dark" }]) {
    const { page: at, fine } = await page(t, url, "/search/?q=table", options);
    await until("there are some", async () => (await names(at)).length > 1);
    // Before axe, which tries styles of its own that the policy stops.
    await fine();
    for (const direction of ["ltr", "rtl"]) {
      await at.evaluate((direction) => (document.documentElement.dir = direction), direction);
      assert.deepEqual(await violations(at), [], JSON.stringify([options, direction]));
      assert.ok(await at.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${direction}: it scrolls sideways`);
    }
    assert.match(await at.locator(".results a").first().getAttribute("href"), /^\/net\//);
  }
});

test("without a script the search page offers lists", async (t) => {
  const { url } = await serve(t, network(t));
  const { page: at, browserContext } = await page(t, url, "/search/", { javaScriptEnabled: false });
  assert.equal(await at.locator("form.search").isVisible(), false);
  await at.getByText("Searching needs JavaScript").waitFor();
  assert.ok(await at.getByRole("link", { name: "Topics" }).count() > 0);
  assert.deepEqual(browserContext.wrong, []);
});

test("other pages load no file of the search", async (t) => {
  const { url } = await serve(t, network(t));
  const browserContext = await context(t, sharedBrowser);
  const at = await browserContext.newPage();
  await at.goto(`${url}/`, { waitUntil: "load" });
  assert.ok(!browserContext.asked.some((asked) => asked.includes("search")), browserContext.asked.join(" "));
});

test("one wrong letter, synonyms and pages that come first", async (t) => {
  const site = network(t);
  site.write(LADLE, STORY("kitchen"));
  site.edit("content/site.yaml", "synonyms: [", "synonyms: [[marmite, yeast extract], ");
  const { url } = await serve(t, site);
  const { page: at, fine } = await page(t, url);
  const look = async (words) => at.getByLabel("What are you looking for?").fill(words);
  await look("kichen");
  await until("kitchens", async () => /kitchen/.test(await at.locator(".found").textContent()));
  assert.ok((await names(at)).length > 1);
  await look("marmite kichen");
  await finds(at, "The ladle");
  await look("yeast extract");
  await finds(at, "The ladle");
  await look("a hate crime");
  await until("it comes first", async () => (await names(at))[0] === "Staying safe");
  await fine();
});

test("in a large network a rare word finds what has it, and a word that nothing has finds nothing", async (t) => {
  const site = network(t);
  for (let number = 0; number < 1100; number++) {
    site.write(`content/stories/lamp-${number}.md`, `---\ntitle: Lamp ${number}\ndate: 2026-01-01\npeople: none\n---\n\nAn oriflamme in a boat with the word lamp${number}word.\n`);
  }
  site.write("content/stories/moor.md", "---\ntitle: The mooring\ndate: 2026-01-01\npeople: none\n---\n\nBy the boathouse in Łódź, near the Øresund, with two lanterns.\n");
  const { url } = await serve(t, site);
  const { page: at, browserContext, fine } = await page(t, url, "/search/?q=oriflamme");
  await says(at, "Results: 1100");
  const look = async (words) => at.getByLabel("What are you looking for?").fill(words);
  for (const number of [3, 500, 1099]) {
    await look(`lamp${number}word`);
    await finds(at, `Lamp ${number}`);
    await says(at, "Results: 1");
  }
  for (const words of ["boathouse", "BOATHOUSE", "boathouses", "lodz", "Łódź", "oresund", "øresund", "lantern", '"two lanterns"']) {
    await look(words);
    await finds(at, "The mooring");
    await says(at, "Results: 1");
  }
  await look("boathuose");
  await finds(at, "The mooring");
  await until("it says what it looked for", async () => /“boathouse”/.test(await at.locator(".found").textContent()));
  await look("orangutan");
  await says(at, "Nothing was found. Try fewer or other words, or look for all kinds.");
  await look("boathouse orangutan");
  await finds(at, "The mooring");
  const paths = browserContext.asked.map((address) => new URL(address).pathname);
  assert.equal(paths.filter((path) => path.includes("/wasm.")).length, 1);
  await look("hate crime");
  await until("the pinned page is first", async () => (await names(at))[0] === "Staying safe" || (await names(at)));
  assert.ok((await names(at)).length < 10);
  await at.getByLabel("Kind").selectOption("Story");
  await until("a choice holds for it too", async () => !(await names(at)).includes("Staying safe"));
  await fine();
});

test("a wrong letter finds pinned pages and words that mean the same, though no page has them", async (t) => {
  const site = network(t);
  site.write(LADLE, STORY("kitchen"));
  site.edit("content/site.yaml", "synonyms: [", "synonyms: [[marmite, yeast extract], ");
  site.edit("content/site.yaml", "pins: {", 'pins: {"glow worm": /staying-safe/, "old tales": /stories/, ');
  const { url } = await serve(t, site);
  const { page: at, fine } = await page(t, url);
  const look = async (words) => at.getByLabel("What are you looking for?").fill(words);
  const isFirst = (name, words) => until(words, async () => (await names(at))[0] === name || (await names(at)));
  for (const words of ["glow wrm", "glo worm", "glow wrom", "a glow worms nest", "glow worm"]) {
    await look("qqqqqq");
    await says(at, "Nothing was found. Try fewer or other words, or look for all kinds.");
    await look(words);
    await isFirst("Staying safe", words);
  }
  for (const words of ["yest extract", "yeast extarct", "yeast extract"]) {
    await look("qqqqqq");
    await says(at, "Nothing was found. Try fewer or other words, or look for all kinds.");
    await look(words);
    await finds(at, "The ladle");
  }
  await look("old tales");
  await isFirst("Stories", "old tales");
  await fine();
});

test("a pinned page comes once, with its kind and its text, and is counted once", async (t) => {
  const { url } = await serve(t, network(t));
  const { page: at, fine } = await page(t, url, "/search/?q=hate+crime");
  await until("it comes first", async () => (await names(at))[0] === "Staying safe" || (await names(at)));
  const all = await names(at);
  assert.equal(all.filter((name) => name === "Staying safe").length, 1, all.join());
  assert.equal(await at.locator(".found").textContent(), `Results: ${all.length}`);
  const first = at.locator(".results li").first();
  assert.match(await first.locator(".meta").textContent(), /Page/);
  assert.ok((await first.locator("p").last().textContent()).length > 40);
  await fine();
});

test("phrases that mean the same are found as phrases, and what is replaced comes last and says so", async (t) => {
  const site = network(t);
  const story = (slug, title, text) => site.write(`content/stories/${slug}.md`, `---\ntitle: ${title}\ndate: 2026-11-01\npeople: none\n---\n\n${text}\n`);
  site.edit("content/site.yaml", "synonyms: [", "synonyms: [[quince jelly, damson cheese, sloegin], ");
  story("apart", "Apart", "A quince, a damson, much cheese and no jelly at all.");
  story("one", "One", "She made damson cheese.");
  story("other", "Other", "He made sloegin.");
  const report = (year, more) => site.write(`content/resources/zebras-${year}.md`, `---\ntitle: Zebras ${year}\ntype: toolkit\n${more}---\n\nAll about zebras.\n`);
  report(2025, "");
  report(2026, "supersedes: zebras-2025\n");
  const { url } = await serve(t, site);
  const { page: at, fine } = await page(t, url);
  const look = async (words, expected) => {
    await at.getByLabel("What are you looking for?").fill(words);
    await until(words, async () => (await names(at)).join() === expected || (await names(at)));
  };
  await look("sloegin", "Other,One");
  await look("damson cheese", "One,Other,Apart");
  await look("quince jelly", "One,Other,Apart");
  await look("zebras", "Zebras 2026,Zebras 2025");
  const marks = await at.locator(".results li").allTextContents();
  assert.ok(!marks[0].includes("Replaced") && marks[1].includes("Replaced by a newer version"), marks.join());
  await fine();
});

test("on a phone, results begin on the first screen", async (t) => {
  const { url } = await serve(t, network(t));
  const { page: at, fine } = await page(t, url, "/search/?q=table", { viewport: { width: 360, height: 740 } });
  await until("there are some", async () => (await names(at)).length > 1);
  const { y } = await at.locator(".results li").first().boundingBox();
  assert.ok(y < 560, `they begin at ${y}`);
  assert.equal(await at.getByLabel("Kind").isVisible(), false);
  await at.getByText("Show only").click();
  await at.getByLabel("Kind").selectOption("Event");
  await until("chosen", async () => at.url().includes("kind=Event"));
  await at.reload();
  await until("it is open", () => at.getByLabel("Kind").isVisible());
  await fine();
});
