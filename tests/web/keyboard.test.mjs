// A walk through one page of every kind with the Tab key alone (WCAG 2.2 SC 2.1.1, 2.1.2, 2.4.1, 2.4.3, 2.4.7, 2.4.11).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, close, context, until } from "./helpers.mjs";
import { kinds, sample, site, urdu } from "./sites.mjs";

const MOST = 600;
let own;
before(async () => (own = await browser()));
after(() => close(own));

/** What can be worked with, in the order of the document; each gets a number that the walk finds again. */
const workable = (page) => page.evaluate(() => {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0'], [role=button], [onclick], audio[controls], video[controls]");
  const seen = [...all].filter((at) => at.checkVisibility({ visibilityProperty: true }) && !at.disabled && at.getClientRects().length);
  seen.forEach((at, number) => (at.dataset.walk = number));
  return seen.map((at, number) => `${number} ${at.localName} "${at.textContent.trim().slice(0, 40)}"`);
});

/** Where the focus is: what it is on, and what is wrong with it. Nothing once it has left the page. */
const stop = (page) => page.evaluate(() => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  const wrong = [];
  const style = getComputedStyle(at);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  if (!outlined && style.boxShadow === "none") wrong.push("its focus is not seen");
  const boxes = [...at.getClientRects()];
  const inside = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  // Something of it is in the window, and nothing that stays in place lies over all of it.
  const points = boxes.flatMap(({ left, right, top, bottom }) => [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8].map((y) => [left + (right - left) * x, top + (bottom - top) * y])));
  const seen = points.filter(([x, y]) => inside(x, y));
  if (!seen.length) wrong.push("it is out of the window");
  else if (!seen.some(([x, y]) => { const over = document.elementFromPoint(x, y); return over && (at.contains(over) || over.contains(at)); })) wrong.push("something lies over it");
  return { number: at.dataset.walk === undefined ? -1 : Number(at.dataset.walk), name: `${at.localName} "${at.textContent.trim().slice(0, 40)}"`, skip: at.matches("a.skip"), wrong };
});

/** Goes from the top to the end; what is wrong on the way. */
async function walk(page, what) {
  const all = await workable(page);
  const wrong = [];
  const reached = new Set();
  let last = -1;
  await page.keyboard.press("Tab");
  let at = await stop(page);
  if (!at?.skip) wrong.push(`the first stop is ${at?.name}, not the way to the text`);
  for (let count = 0; at; count++) {
    // A browser without a bar of its own may begin again at the top.
    if (at.skip && count > 0) break;
    if (count > MOST || (reached.has(at.number) && at.number >= 0)) return [...wrong, `${at.name} comes again: there is no way out`].map((one) => `${what}: ${one}`);
    wrong.push(...at.wrong.map((one) => `${at.name}: ${one}`));
    if (at.number < last) wrong.push(`${at.name} comes after ${all[last]}`);
    last = Math.max(last, at.number);
    reached.add(at.number);
    await page.keyboard.press("Tab");
    at = await stop(page);
  }
  wrong.push(...all.filter((_, number) => !reached.has(number)).map((name) => `it does not reach ${name}`));
  return wrong.map((one) => `${what}: ${one}`);
}

/** Whether Enter on the way to the text leads there, so that the next stop is within it or behind it. */
async function skips(page, what) {
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const inMain = () => page.evaluate(() => document.activeElement?.closest("main") !== null && location.hash === "#main");
  const leads = await until("Enter leads into main", inMain, 5000).then(() => true, () => false);
  await page.keyboard.press("Tab");
  const after = await page.evaluate(() => {
    const at = document.activeElement;
    return at === document.body || Boolean(document.querySelector("main").compareDocumentPosition(at) & (Node.DOCUMENT_POSITION_CONTAINED_BY | Node.DOCUMENT_POSITION_FOLLOWING));
  });
  return [...(leads ? [] : [`${what}: Enter does not lead into main`]), ...(after ? [] : [`${what}: after the text the focus goes back to the top`])];
}

for (const [name, fill, options] of [
  ["on a wide screen", sample, { viewport: { width: 1280, height: 800 } }],
  ["on a small phone, from right to left", urdu, { viewport: { width: 320, height: 640 } }],
]) {
  test(`the keyboard reaches everything on every kind of page, and comes out again: ${name}`, { timeout: 200_000 }, async (t) => {
    const built = await site(fill);
    t.after(built.close);
    const made = await context(t, own, { ...options, reducedMotion: "reduce" });
    const wrong = [];
    for (const [kind, path] of kinds(built)) {
      // A new tab, for the next one begins where the focus was.
      const page = await made.newPage();
      await page.goto(built.url + path);
      wrong.push(...(await skips(page, kind)));
      await page.close();
      const other = await made.newPage();
      await other.goto(built.url + path + (kind === "search" ? "?q=table" : ""));
      if (kind === "search") await until("it has found something", () => other.locator(".results a").first().isVisible());
      // What is folded up is walked through as well.
      await other.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      wrong.push(...(await walk(other, kind)));
      await other.close();
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(made.wrong, []);
  });
}
