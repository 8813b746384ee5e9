// Checks of a page, and a loop over many pages.
import assert from "node:assert/strict";
import { axe, context, violations } from "./helpers.mjs";

/**
 * What stands out of the page, is cut off (WCAG 2.2 SC 1.4.10), or lies over something else. What is too small for a finger
 * (SC 2.5.8) axe says.
 */
export const misplaced = (page) => page.evaluate(() => {
  const wrong = [];
  const words = (text) => `"${text.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  const name = (at) => `${at.localName}.${at.className?.baseVal ?? at.className} ${words(at.textContent)}`;
  if (document.documentElement.scrollWidth > innerWidth) wrong.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const put = ".hidden, .skip, .full, svg, [hidden]";
  for (const at of document.querySelectorAll("body *")) {
    const box = at.getBoundingClientRect();
    const style = getComputedStyle(at);
    if (!box.width || style.visibility === "hidden" || at.closest(put)) continue;
    const scrolls = at.closest("table, pre, .calendar");
    if (!scrolls && (box.left < -0.5 || box.right > innerWidth + 0.5)) wrong.push(`outside: ${name(at)}`);
    if (at.localName !== "input" && ["hidden", "clip"].includes(style.overflowX) && at.scrollWidth > at.clientWidth + 1) wrong.push(`cut: ${name(at)}`);
  }
  // Lines of text, pictures and fields, each with the block it belongs to.
  const lies = [];
  const range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.data.trim() || text.parentElement.closest(`${put}, script, style, select, details:not([open]) > :not(summary)`)) continue;
    let block = text.parentElement;
    while (getComputedStyle(block).display.startsWith("inline") && !block.matches("body, button")) block = block.parentElement;
    range.selectNodeContents(text);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      // A font's box is taller than its letters and than the line.
      const inset = (bottom - top) / 4;
      lies.push({ block, what: words(text.data), left, right, top: top + inset, bottom: bottom - inset });
    }
  }
  for (const block of document.querySelectorAll("img, svg, input, button, select")) {
    const { left, right, top, bottom, width } = block.getBoundingClientRect();
    if (width && !block.parentElement.closest(`${put}, details:not([open]) > :not(summary)`)) lies.push({ block, what: name(block), left, right, top, bottom });
  }
  lies.sort((a, b) => a.top - b.top);
  const EDGE = 1.5;
  for (const [number, one] of lies.entries()) {
    for (let other = number + 1; other < lies.length && lies[other].top < one.bottom - EDGE; other++) {
      const two = lies[other];
      if (one.block === two.block || one.right - EDGE <= two.left || two.right - EDGE <= one.left || two.bottom - two.top < 2) continue;
      if (one.block.contains(two.block) && two.block.matches("img, svg, input, button, select") === false) continue;
      wrong.push(`over each other: ${one.what} and ${two.what}`);
    }
  }
  return wrong;
});

/** Runs `look` on pages, in two tabs at once, and returns its findings with the address of each page. */
export async function through(browserContext, { url, pages }, look) {
  const left = [...pages];
  const wrong = [];
  const tab = async () => {
    const page = await browserContext.newPage();
    for (let path = left.shift(); path; path = left.shift()) {
      await page.goto(url + path);
      wrong.push(...(await look(page, path)).map((what) => `${path}: ${what}`));
    }
  };
  await Promise.all([tab(), tab()]);
  return wrong.sort();
}

/** Every page: axe, layout, its own policy, cookies, and whom it asks. With `dark` also its colours at night. */
export async function judge(t, sharedBrowser, site, { dark = false, ...options }) {
  const browserContext = await context(t, sharedBrowser, options);
  // So that it need not be handed to each of hundreds of pages by itself.
  await browserContext.addInitScript({ content: axe });
  const wrong = await through(browserContext, site, async (page) => {
    if (dark) await page.emulateMedia({ colorScheme: "light" });
    const found = [...(await violations(page)), ...(await misplaced(page))];
    if (dark) {
      await page.emulateMedia({ colorScheme: "dark" });
      // Of all that axe looks at, only colours are others in the dark.
      found.push(...(await violations(page, ["color-contrast"])).map((what) => `in the dark: ${what}`));
    }
    return found;
  });
  assert.deepEqual(wrong, []);
  assert.deepEqual(browserContext.wrong, []);
  assert.deepEqual(await browserContext.cookies(), []);
  assert.deepEqual(browserContext.asked.filter((asked) => !asked.startsWith(`${site.url}/`)), []);
}
