// 300 records of a large network, which is real content where that is at hand: long titles, odd characters, events of days, and nobody who wrote them for this theme.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, close } from "./helpers.mjs";
import { judge } from "./pages.mjs";
import { site, slice } from "./sites.mjs";

let sharedBrowser, built;
before(async () => {
  built = await site(slice);
  sharedBrowser = await browser();
});
after(async () => {
  await close(sharedBrowser);
  built?.close();
});

/**
 * The pages but those that are nearly alike: three of each sort of list (further pages of one, months, what has a type, a place,
 * a topic, a language or an access fact), and three of how to subscribe. The cards in them are those of other pages.
 */
function unlike(pages) {
  const sorts = {};
  const sort = (path) => path.match(/\/page\/|\/subscribe\/$|^\/events\/\d+\/|^\/\w+\/(type|place|topic|language|access)\//)?.[0].replace(/\d+/g, "");
  return pages.filter((path) => {
    const alike = sort(path);
    if (!alike) return true;
    sorts[alike] = (sorts[alike] ?? 0) + 1;
    return sorts[alike] <= 3;
  });
}

test("every page: axe by day and by night, layout at 320 px, own origin, policy, cookies", { timeout: 500_000 }, async (t) => {
  const pages = unlike(built.pages);
  assert.ok(pages.length > 330, `only ${pages.length} pages`);
  await judge(t, sharedBrowser, { ...built, pages }, { dark: true, viewport: { width: 320, height: 640 } });
});
