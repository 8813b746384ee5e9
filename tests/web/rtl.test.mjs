// Every kind of page from right to left: the sample as a network whose own language is Urdu.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browser, close } from "./helpers.mjs";
import { judge } from "./pages.mjs";
import { kinds, site, urdu } from "./sites.mjs";

let sharedBrowser, built, pages;
before(async () => {
  built = await site(urdu);
  pages = kinds(built).map(([, path]) => path);
  // All but the start page of Welsh.
  const turned = pages.filter((path) => / dir="rtl">/.test(readFileSync(join(built.out, path, path.endsWith("/") ? "index.html" : ""), "utf8").match(/<html[^>]*>/)[0]));
  assert.deepEqual(pages.filter((path) => !turned.includes(path)), ["/cy/"]);
  sharedBrowser = await browser();
});
after(async () => {
  await close(sharedBrowser);
  built?.close();
});

for (const width of [320, 1280]) {
  test(`every kind of page, from right to left: axe and layout at ${width} px`, { timeout: 200_000 }, async (t) => {
    await judge(t, sharedBrowser, { ...built, pages }, { dark: true, viewport: { width, height: 640 } });
  });
}
