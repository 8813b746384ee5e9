// A walk through one page of every kind with the Tab key alone (WCAG 2.2 SC 2.1.1, 2.1.2, 2.4.1, 2.4.3, 2.4.7, 2.4.11).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, close, context, until } from "./helpers.mjs";
import { kinds, sample, site, urdu } from "./sites.mjs";

const MOST = 600;
let sharedBrowser;
before(async () => (sharedBrowser = await browser()));
after(() => close(sharedBrowser));

/** The interactive elements in the order of the document; each gets a number by which it is recognised. */
const interactive = (page) => page.evaluate(() => {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0'], [role=button], [onclick], audio[controls], video[controls]");
  const visible = [...all].filter((at) => at.checkVisibility({ visibilityProperty: true }) && !at.disabled && at.getClientRects().length);
  visible.forEach((at, number) => (at.dataset.walk = number));
  return visible.map((at, number) => `${number} ${at.localName} "${at.textContent.trim().slice(0, 40)}"`);
});

/** The focused element and what is wrong with it; null once the focus has left the page. */
const focusedStop = (page) => page.evaluate(() => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  const wrong = [];
  const style = getComputedStyle(at);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  if (!outlined && style.boxShadow === "none") wrong.push("its focus is not visible");
  const boxes = [...at.getClientRects()];
  const inside = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  // Something of it is in the window, and nothing that stays in place lies over all of it.
  const points = boxes.flatMap(({ left, right, top, bottom }) => [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8].map((y) => [left + (right - left) * x, top + (bottom - top) * y])));
  const pointsInWindow = points.filter(([x, y]) => inside(x, y));
  if (!pointsInWindow.length) wrong.push("it is out of the window");
  else if (!pointsInWindow.some(([x, y]) => { const over = document.elementFromPoint(x, y); return over && (at.contains(over) || over.contains(at)); })) wrong.push("something lies over it");
  return { number: at.dataset.walk === undefined ? -1 : Number(at.dataset.walk), name: `${at.localName} "${at.textContent.trim().slice(0, 40)}"`, skip: at.matches("a.skip"), wrong };
});

/** Presses Tab from the top of the page to its end, and returns what is wrong. */
async function walk(page, what) {
  const all = await interactive(page);
  const wrong = [];
  const reached = new Set();
  let last = -1;
  await page.keyboard.press("Tab");
  let at = await focusedStop(page);
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
    at = await focusedStop(page);
  }
  wrong.push(...all.filter((_, number) => !reached.has(number)).map((name) => `it does not reach ${name}`));
  return wrong.map((one) => `${what}: ${one}`);
}

/** Whether Enter on the way to the text leads there, so that the next stop is within it or behind it. */
async function skipLinkFaults(page, what) {
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
    const browserContext = await context(t, sharedBrowser, { ...options, reducedMotion: "reduce" });
    const wrong = [];
    for (const [kind, path] of kinds(built)) {
      // A new tab, for the next one begins where the focus was.
      const page = await browserContext.newPage();
      await page.goto(built.url + path);
      wrong.push(...(await skipLinkFaults(page, kind)));
      await page.close();
      const other = await browserContext.newPage();
      await other.goto(built.url + path + (kind === "search" ? "?q=table" : ""));
      if (kind === "search") await until("it has found something", () => other.locator(".results a").first().isVisible());
      // Closed details are opened, so that their content is reached as well.
      await other.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      wrong.push(...(await walk(other, kind)));
      await other.close();
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(browserContext.wrong, []);
  });
}
