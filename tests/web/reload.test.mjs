// An open tab shows what was saved.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { brand, browser, builtInAfter, close, context, isBranded, isState, network, open, serve, STORY, STORY_PAGE, TODAY, trueBrowser, until } from "./helpers.mjs";

const FIRST = "passed away in the early hours";
const says = (page, text) => page.getByText(text).first().waitFor();
const scroll = (page) => page.evaluate(() => Math.round(scrollY));

/** Records every event stream that a page opens. */
const noteListeners = (browserContext) => browserContext.addInitScript(() => {
  const Own = window.EventSource;
  window.listeners = [];
  window.EventSource = class extends Own {
    constructor(...all) {
      super(...all);
      window.listeners.push(this);
    }
  };
});
const isListening = (page) => page.evaluate(() => window.listeners.some(({ readyState }) => readyState === EventSource.OPEN));
/** Waits until exactly one tab listens and no other is about to; gives that one. */
async function oneListens(pages) {
  let leader;
  await until("exactly one tab listens", async () => {
    const states = () => window.listeners.map(({ readyState }) => readyState).filter((state) => state !== EventSource.CLOSED);
    const all = await Promise.all(pages.map((page) => page.evaluate(states)));
    leader = pages.find((_, number) => all[number].length > 0);
    return all.flat().join() === "1" || all;
  });
  return leader;
}
/** Waits until a page has loaded, which is when its place is restored for the last time, and is at a place. */
async function isAt(page, top) {
  await page.waitForLoadState("load");
  await until(`it is at ${top}`, async () => (await scroll(page)) === top || (await scroll(page)));
}

describe("a tab follows what is saved", () => {
  let sharedBrowser;
  before(async () => (sharedBrowser = await browser()));
  after(() => close(sharedBrowser));

  test("a new body is shown untouched, at the same place", async (t) => {
    const site = network(t);
    const { url } = await serve(t, site);
    const browserContext = await context(t, sharedBrowser, { viewport: { width: 400, height: 500 } });
    const page = await open(browserContext, url + STORY_PAGE);
    await page.evaluate(() => scrollTo(0, 900));
    await isAt(page, 900);
    for (const text of ["left the world quietly", "went out like a lamp"]) {
      site.edit(STORY, text === "left the world quietly" ? FIRST : "left the world quietly", text);
      await says(page, text);
      await isAt(page, 900);
    }
    assert.deepEqual(browserContext.wrong, []);
  });

  for (const when of ["has just begun", "is under way"]) {
    test(`a reload while a scroll ${when} leaves readers where it would have led`, async (t) => {
      const site = network(t);
      const { url } = await serve(t, site);
      const browserContext = await context(t, sharedBrowser, { viewport: { width: 400, height: 500 } });
      const page = await open(browserContext, url + STORY_PAGE);
      // Just before the page learns of the edit, its reader follows a link within it.
      await page.evaluate(async (isUnderWay) => {
        const ask = window.fetch;
        const { version } = await (await ask("/_reload/state?at=/")).json();
        window.fetch = async (...all) => {
          const answer = await ask(...all);
          const isNews = answer.url.includes("/_reload/state") && (await answer.clone().json()).version !== version;
          if (isNews && !location.hash) {
            const link = document.body.appendChild(document.createElement("a"));
            link.href = "#a-frank-assessment";
            link.click();
            while (isUnderWay && scrollY === 0) await new Promise(requestAnimationFrame);
          }
          return answer;
        };
      }, when === "is under way");
      site.edit(STORY, FIRST, "left the world quietly");
      await says(page, "left the world quietly");
      await page.waitForLoadState("load");
      const top = () => page.locator("#a-frank-assessment").evaluate((heading) => Math.round(heading.getBoundingClientRect().top));
      await until("the heading is at the top", async () => ((await top()) >= 0 && (await top()) < 200) || (await top()));
      assert.deepEqual(browserContext.wrong, []);
    });
  }

  test("two reloads before a picture has loaded keep the place below it", async (t) => {
    const site = network(t);
    const picture = '<img src="{{ asset(path="tall.svg") }}" alt="">';
    site.theme({
      "static/tall.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="3000"/>',
      "templates/base.html": builtInAfter("templates/base.html", "<body>", picture),
    });
    const { url } = await serve(t, site);
    const browserContext = await context(t, sharedBrowser, { viewport: { width: 400, height: 500 } });
    let comes = Promise.resolve();
    let free;
    await browserContext.route(/\/tall\.[0-9a-f]{8}\.svg$/, async (route) => {
      await comes;
      await route.continue();
    });
    const page = await open(browserContext, url + STORY_PAGE);
    const end = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    assert.ok(end > 5000, String(end));
    await page.evaluate((top) => scrollTo({ top, behavior: "instant" }), end - 500);
    await isAt(page, end - 500);
    comes = new Promise((done) => (free = done));
    site.edit(STORY, FIRST, "left the world quietly");
    await says(page, "left the world quietly");
    await until("it is at the end of what there is", async () => (await scroll(page)) > 0);
    site.edit(STORY, "left the world quietly", "went out like a lamp");
    await says(page, "went out like a lamp");
    free();
    await isAt(page, end - 500);
    assert.deepEqual(browserContext.wrong, []);
  });

  test("a reload waits while somebody types", async (t) => {
    const site = network(t);
    site.theme({ "templates/base.html": builtInAfter("templates/base.html", "<body>", '<form><input name="q" aria-label="Search"></form>') });
    const { url } = await serve(t, site);
    const browserContext = await context(t, sharedBrowser);
    const page = await open(browserContext, url + STORY_PAGE);
    await page.locator("input").click();
    await page.keyboard.type("goldfish");
    await brand(page);
    const { version } = await (await fetch(`${url}/_reload/state?at=/`)).json();
    const told = page.waitForResponse(async (answer) => isState(answer) && (await answer.json()).version !== version);
    site.edit(STORY, FIRST, "left the world quietly");
    await told;
    await page.keyboard.type(" pond");
    assert.equal(await page.locator("input").inputValue(), "goldfish pond");
    assert.ok(await isBranded(page));
    await page.locator("h1").click();
    await says(page, "left the world quietly");
    await until("it is there again", async () => (await page.locator("input").inputValue()) === "goldfish pond");
    assert.deepEqual(browserContext.wrong, []);
  });

  test("a reload keeps the keyboard focus", async (t) => {
    const site = network(t);
    const { url } = await serve(t, site);
    const browserContext = await context(t, sharedBrowser);
    const page = await open(browserContext, url + STORY_PAGE);
    const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Campaigns" });
    await page.keyboard.press("Tab");
    await until("the link has the focus", async () => {
      await page.keyboard.press("Tab");
      return link.evaluate((element) => element === document.activeElement);
    });
    site.edit(STORY, FIRST, "left the world quietly");
    await says(page, "left the world quietly");
    await until("the link has the focus again", () => link.evaluate((element) => element === document.activeElement));
  });

  test("twenty tabs update, and one listens", async (t) => {
    const site = network(t);
    const { url } = await serve(t, site);
    const browserContext = await context(t, sharedBrowser);
    await noteListeners(browserContext);
    let pages = [];
    for (let number = 0; number < 20; number++) pages.push(await open(browserContext, url + STORY_PAGE));
    await oneListens(pages);
    const begun = browserContext.asked.filter((address) => address.endsWith("/_reload/events")).length;
    assert.ok(begun <= 20, `${begun} listened at some time`);
    assert.equal((await open(browserContext, `${url}/stories/`, pages[3])).status, 200, "pages load with twenty tabs open");
    await open(browserContext, url + STORY_PAGE, pages[3]);

    site.edit(STORY, FIRST, "left the world quietly");
    await Promise.all(pages.map((page) => says(page, "left the world quietly")));

    const leader = await oneListens(pages);
    await leader.close();
    pages = pages.filter((page) => page !== leader);
    await oneListens(pages);
    site.edit(STORY, "left the world quietly", "went out like a lamp");
    await Promise.all(pages.map((page) => says(page, "went out like a lamp")));
    await oneListens(pages);
    assert.deepEqual(browserContext.wrong, []);
  });

  test("a change between two listeners is not missed", async (t) => {
    const site = network(t);
    const { url } = await serve(t, site);
    const browserContext = await context(t, sharedBrowser);
    await noteListeners(browserContext);
    // Who listens next is held up until something was saved.
    let hold = false;
    let free;
    const held = new Promise((done) => (free = done));
    await browserContext.route("**/_reload/events", async (route) => {
      if (hold) await held;
      await route.continue();
    });
    const pages = [];
    for (let number = 0; number < 3; number++) pages.push(await open(browserContext, url + STORY_PAGE));
    const leader = await oneListens(pages);
    hold = true;
    const asked = browserContext.asked.length;
    await leader.close();
    const rest = pages.filter((page) => page !== leader);
    await until("another asks", () => browserContext.asked.slice(asked).some((address) => address.endsWith("/_reload/events")));
    site.edit(STORY, FIRST, "left the world quietly");
    const answers = async () => (await (await fetch(url + STORY_PAGE)).text()).includes("left the world quietly");
    await until("the preview has it", answers);
    free();
    await Promise.all(rest.map((page) => says(page, "left the world quietly")));
  });

  test("a style sheet changes without a reload", async (t) => {
    const site = network(t);
    site.theme({ "static/style.css": "h1 { color: rgb(1, 2, 3) }" });
    const { url } = await serve(t, site);
    const browserContext = await context(t, sharedBrowser);
    const page = await open(browserContext, url + STORY_PAGE);
    const colour = () => page.locator("h1").evaluate((element) => getComputedStyle(element).color);
    assert.equal(await colour(), "rgb(1, 2, 3)");
    await brand(page);
    site.write("themes/own/static/style.css", "h1 { color: rgb(4, 5, 6) }");
    await until("the new colour is there", async () => (await colour()) === "rgb(4, 5, 6)");
    for (let number = 10; number < 14; number++) site.write("themes/own/static/style.css", `h1 { color: rgb(7, 8, ${number}) }`);
    await until("the last colour is there", async () => (await colour()) === "rgb(7, 8, 13)");
    await until("no style sheet is left over", async () => (await page.locator("head link[rel=stylesheet]").count()) === 1);
    assert.ok(await isBranded(page));
    assert.deepEqual(browserContext.wrong, []);
  });

  test("a page whose style sheet changed before it was requested gets the new one", async (t) => {
    const site = network(t);
    site.theme({ "static/style.css": "h1 { color: rgb(1, 2, 3) }" });
    const { url } = await serve(t, site);
    const browserContext = await context(t, sharedBrowser);
    const hashed = /\/static\/style\.[0-9a-f]{8}\.css$/;
    let isFirst = true;
    await browserContext.route(hashed, async (route) => {
      if (isFirst) {
        isFirst = false;
        site.write("themes/own/static/style.css", "h1 { color: rgb(4, 5, 6) }");
        const sheet = async () => (await (await fetch(url + "/stories/")).text()).match(/\/static\/style\.[0-9a-f]{8}\.css/)[0];
        const first = new URL(route.request().url()).pathname;
        await until("the preview has the new one", async () => (await sheet()) !== first);
      }
      await route.continue();
    });
    const page = await open(browserContext, url + STORY_PAGE);
    const link = () => page.locator("head link[rel=stylesheet]").evaluateAll((all) => all.map((element) => element.href));
    const current = (await (await fetch(url + STORY_PAGE)).text()).match(/\/static\/style\.[0-9a-f]{8}\.css/)[0];
    await until("the page names the new one", async () => (await link()).join() === url + current);
    assert.equal(await page.locator("h1").evaluate((element) => getComputedStyle(element).color), "rgb(4, 5, 6)");
    assert.deepEqual(browserContext.wrong, []);
  });

  test("the policy of a page allows everything of its own, including JSON-LD", async (t) => {
    const site = network(t);
    const { url } = await serve(t, site);
    const browserContext = await context(t, sharedBrowser);
    await browserContext.addInitScript(() => {
      window.violations = [];
      document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
    });
    const page = await open(browserContext, `${url}/events/`);
    const event = await page.locator(".card a").first().getAttribute("href");
    for (const address of [event, "/", "/topics/", "/events/subscribe/", STORY_PAGE]) {
      await open(browserContext, url + address, page);
      assert.equal(await page.locator("meta[http-equiv=Content-Security-Policy]").count(), 1, address);
      assert.deepEqual(await page.evaluate(() => window.violations), [], address);
    }
    await page.goto(url + event);
    assert.ok(await page.locator("script[type='application/ld+json']").count() > 0);
    // The policy is in force: a script in the page itself does not run.
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.hasRun = true";
      document.body.append(script);
      return window.hasRun === true;
    });
    assert.equal(ran, false);
    await until("it is reported", async () => (await page.evaluate(() => window.violations)).join() === "script-src-elem");
  });

  test("pages reconnect to a preview that was restarted", async (t) => {
    const site = network(t);
    const first = await serve(t, site);
    const browserContext = await context(t, sharedBrowser);
    browserContext.mayFail = /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/;
    const pages = [await open(browserContext, first.url + STORY_PAGE), await open(browserContext, first.url + STORY_PAGE)];
    await first.stop();
    site.edit(STORY, FIRST, "left the world quietly");
    await serve(t, site, { port: first.port });
    await Promise.all(pages.map((page) => says(page, "left the world quietly")));
    site.edit(STORY, "left the world quietly", "went out like a lamp");
    await Promise.all(pages.map((page) => says(page, "went out like a lamp")));
    assert.deepEqual(browserContext.wrong, []);
  });

  test("reloading works under a strict Content-Security-Policy", async (t) => {
    const site = network(t);
    const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'">`;
    site.theme({
      "templates/base.html": builtInAfter("templates/base.html", '<meta charset="utf-8">', policy),
      "static/style.css": "h1 { color: rgb(1, 2, 3) } aside, * { background: red } [hidden] { display: none !important }",
    });
    site.edit(STORY, "summary:", "sumary:");
    const { url } = await serve(t, site);
    const browserContext = await context(t, sharedBrowser);
    const page = await open(browserContext, `${url}/stories/shared-kitchen/`);
    await page.locator("#commonground-note summary").click();
    const background = () => page.locator("#commonground-note details").evaluate((element) => getComputedStyle(element).backgroundColor);
    await until("the note has its own colour", async () => (await background()) === "rgb(255, 240, 241)" || (await background()));
    await brand(page);
    site.write("themes/own/static/style.css", "h1 { color: rgb(4, 5, 6) }");
    await until("the new colour is there", () => page.locator("h1").evaluate((element) => getComputedStyle(element).color === "rgb(4, 5, 6)"));
    assert.ok(await isBranded(page));
    assert.deepEqual(browserContext.wrong, []);
  });
});

describe("tabs in front and behind", () => {
  test("the tab in front opens each saved page; the other tabs stay", async (t) => {
    const site = network(t);
    const { url } = await serve(t, site, { args: [...TODAY, "--follow"] });
    const browserContext = await trueBrowser(t);
    const other = await open(browserContext, `${url}/events/`);
    const front = await open(browserContext, `${url}/stories/`);
    const last = await open(browserContext, `${url}/places/`);
    await front.bringToFront();
    await until("one is in front", () => front.evaluate(() => document.hasFocus()));
    await until("it knows", () => front.evaluate(() => document.visibilityState === "visible"));
    site.edit(STORY, FIRST, "left the world quietly");
    await front.waitForURL(url + STORY_PAGE);
    await says(front, "left the world quietly");
    // The editor's window has the focus now, not the browser's.
    site.edit("content/staying-safe.md", "\n---\n", "\n---\nRead this first.\n\n");
    await front.waitForURL(`${url}/staying-safe/`);
    await says(front, "Read this first.");
    assert.equal(other.url(), `${url}/events/`);
    assert.equal(last.url(), `${url}/places/`);
  });

  test("the tab in front is the one that listens", async (t) => {
    const site = network(t);
    const { url } = await serve(t, site);
    const browserContext = await trueBrowser(t);
    await noteListeners(browserContext);
    const pages = [];
    for (let number = 0; number < 4; number++) pages.push(await open(browserContext, url + STORY_PAGE));
    await oneListens(pages);
    for (const page of [pages[1], pages[3], pages[0], pages[2]]) {
      await page.bringToFront();
      await until("it is seen", () => page.evaluate(() => document.visibilityState === "visible"));
      await until("it listens", () => isListening(page));
      await oneListens(pages);
    }
    site.edit(STORY, FIRST, "left the world quietly");
    await Promise.all(pages.map((page) => says(page, "left the world quietly")));
    await until("it still listens", () => isListening(pages[2]));
    await oneListens(pages);
  });

  test("a frozen tab delays no other, and updates when it wakes", async (t) => {
    const site = network(t);
    const { url } = await serve(t, site);
    const browserContext = await trueBrowser(t);
    await noteListeners(browserContext);
    const sleeper = await open(browserContext, url + STORY_PAGE);
    await until("it listens", () => isListening(sleeper));
    const session = await browserContext.newCDPSession(sleeper);
    const front = await open(browserContext, url + STORY_PAGE);
    await until("the first one is behind", () => sleeper.evaluate(() => document.visibilityState === "hidden"));
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    site.edit(STORY, FIRST, "left the world quietly");
    await says(front, "left the world quietly");
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await says(sleeper, "left the world quietly");
  });
});
