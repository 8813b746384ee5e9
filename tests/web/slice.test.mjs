// 300 records of real content: long titles, odd characters, events of days, and nobody who wrote them for this theme.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, close } from "./helpers.mjs";
import { judge } from "./pages.mjs";
import { noCorpus, site, slice } from "./sites.mjs";

let own, built;
before(async () => {
  if (noCorpus) return;
  built = await site(slice);
  own = await browser();
});
after(async () => {
  await close(own);
  built?.close();
});

/**
 * The pages but those that are nearly alike: of lists what comes after the third page, and how to subscribe to topics, which
 * says the same of each.
 */
function unlike(pages) {
  const subscribe = pages.filter((path) => path.endsWith("/subscribe/"));
  return pages.filter((path) => !/\/page\/([4-9]|\d\d+)\/$/.test(path) && !subscribe.slice(3).includes(path));
}

test("every page: axe by day and by night, layout at 320 px, own origin, policy, cookies", { skip: noCorpus, timeout: 500_000 }, async (t) => {
  const pages = unlike(built.pages);
  assert.ok(pages.length > 400, `only ${pages.length} pages`);
  await judge(t, own, { ...built, pages }, { dark: true, viewport: { width: 320, height: 640 } });
});
