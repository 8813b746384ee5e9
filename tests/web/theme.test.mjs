// The default theme, page by page: the sample network as it is built, from a server that sends files and nothing else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, close, context } from "./helpers.mjs";
import { judge, misplaced } from "./pages.mjs";
import { kinds, sample, site } from "./sites.mjs";

let sharedBrowser, built, url, pages;

before(async () => {
  built = await site(sample);
  ({ url, pages } = built);
  sharedBrowser = await browser();
});
after(async () => {
  await close(sharedBrowser);
  built?.close();
});

test("every page: axe by day and by night, layout at 320 px, own origin, policy, cookies", { timeout: 400_000 }, async (t) => {
  assert.ok(pages.length > 200, `only ${pages.length} pages`);
  await judge(t, sharedBrowser, built, { dark: true, viewport: { width: 320, height: 640 } });
});

test("every kind of page: the same on a wide screen", { timeout: 200_000 }, async (t) => {
  await judge(t, sharedBrowser, { url, pages: kinds(built).map(([, path]) => path) }, { dark: true, viewport: { width: 1280, height: 900 } });
});

test("a story's picture or pattern stands right below its heading, as wide as the page where it may", async (t) => {
  const browserContext = await context(t, sharedBrowser, { viewport: { width: 1280, height: 900 } });
  const page = await browserContext.newPage();
  for (const [path, picture] of [["/stories/the-sixty-second-name/", ".cut"], ["/stories/shared-kitchen/", ".lead"]]) {
    await page.goto(url + path);
    const box = (selector) => page.locator(`article > ${selector}`).boundingBox();
    const [header, wide, text, about] = await Promise.all(["header", picture, ".text", ".about"].map(box));
    assert.ok(wide.y - header.y - header.height < 60, `${path}: ${wide.y} below ${header.y + header.height}`);
    assert.equal(wide.width, header.width, path);
    assert.ok(Math.min(text.y, about.y) >= wide.y + wide.height - 0.5, path);
  }
});

test("layout holds at 400 % zoom, in forced colours and on paper", { timeout: 200_000 }, async (t) => {
  const looked = [...new Set([...kinds(built).map(([, path]) => path), ...pages.filter((path) => path.includes("/page/") || /^\/(ur|cy)\//.test(path))])];
  for (const options of [{ viewport: { width: 1280 / 4, height: 256 }, deviceScaleFactor: 4 }, { viewport: { width: 1600, height: 900 } }, { forcedColors: "active", viewport: { width: 600, height: 800 } }]) {
    const browserContext = await context(t, sharedBrowser, options);
    const page = await browserContext.newPage();
    for (const path of looked) {
      await page.goto(url + path);
      assert.deepEqual(await misplaced(page), [], `${path} ${JSON.stringify(options)}`);
      await page.emulateMedia({ media: "print" });
      assert.deepEqual(await misplaced(page), [], `${path} on paper`);
      await page.emulateMedia({ media: null });
    }
  }
});
