// Pages that were built on one day and are read on another. The sample is built on 22 November 2026.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, close, context, network, serve } from "./helpers.mjs";

let sharedBrowser;
before(async () => (sharedBrowser = await browser()));
after(() => close(sharedBrowser));

/** The events that a page shows on a day: the names of the visible ones, and of those marked as ended. */
async function shownEvents(t, url, day, options = {}) {
  const browserContext = await context(t, sharedBrowser, options);
  if (day) await browserContext.clock.setFixedTime(new Date(`${day}T12:00:00Z`));
  const page = await browserContext.newPage();
  await page.goto(url);
  const names = async (selector) => (await page.locator(selector).allInnerTexts()).map((name) => name.trim());
  const answer = {
    shown: await names(".card.event:visible .name"),
    ended: await names(".card.event:has(.ended:visible) .name"),
    groups: await names("section.group:visible h2"),
    next: await names(".card.event:visible:has-text('Tuesday lunch') .dt-start:visible, .card.event:visible:has-text('Tuesday lunch') .meta time:visible"),
    asAt: await page.locator(".as-at:visible").count(),
  };
  assert.deepEqual(browserContext.wrong, []);
  return answer;
}

test("events that have ended leave the list of coming events", async (t) => {
  const { url } = await serve(t, network(t));
  const then = await shownEvents(t, `${url}/events/`, "2026-11-22");
  assert.ok(then.shown.includes("The great coat swap") && then.shown.includes("Film night in the maltings"), then.shown.join());
  assert.ok(then.groups.includes("December 2026") && then.groups[0] === "November 2026", then.groups.join());
  assert.ok(then.next[0].startsWith("Tuesday 24 November 2026"), then.next.join());
  const later = await shownEvents(t, `${url}/events/`, "2027-01-01");
  for (const gone of ["The great coat swap", "Film night in the maltings"]) assert.ok(!later.shown.includes(gone), gone);
  assert.ok(later.shown.length > 3 && later.shown.length < then.shown.length, later.shown.join());
  // The quilts are on show since November.
  assert.deepEqual(later.groups.slice(0, 2), ["November 2026", "January 2027"]);
  assert.ok(later.next[0].startsWith("Tuesday 5 January 2027"), later.next.join());
  assert.deepEqual([later.asAt, later.ended], [0, []]);
});

test("a series without listed next dates stays at the top of the list", async (t) => {
  const { url } = await serve(t, network(t));
  const later = await shownEvents(t, `${url}/events/`, "2027-05-20");
  const [first] = later.groups;
  assert.ok(!["November 2026", "December 2026"].includes(first), later.groups.join());
  assert.ok(later.shown.includes("Tuesday lunch for everyone"), later.shown.join());
  assert.deepEqual(later.next, []);
});

test("without a script a list shows the day it was built", async (t) => {
  const { url } = await serve(t, network(t));
  for (const path of ["/events/", "/"]) {
    const shown = await shownEvents(t, url + path, undefined, { javaScriptEnabled: false });
    assert.equal(shown.asAt, 1, path);
    assert.ok(shown.shown.length > 3, path);
  }
});

test("a wrong clock hides no event, and no list is empty", async (t) => {
  const { url } = await serve(t, network(t));
  const then = await shownEvents(t, `${url}/events/`, "2026-11-22");
  for (const day of ["1970-01-02", "2019-06-01", "2038-01-19"]) {
    const now = await shownEvents(t, `${url}/events/`, day);
    assert.deepEqual(now.shown, then.shown, day);
    assert.equal(now.asAt, 1, day);
  }
  // Everything has ended: all events stay, marked as ended, and the page shows the day it was built.
  const site = network(t);
  for (const name of ["walking-football", "conversation-cafe"]) site.remove(`content/events/${name}.md`);
  const other = await serve(t, site);
  const late = await shownEvents(t, `${other.url}/`, "2027-12-20");
  assert.ok(late.shown.length > 3, late.shown.join());
  assert.deepEqual([late.ended, late.asAt], [late.shown, 1]);
});

test("a partner's page keeps events that have ended, marked as ended", async (t) => {
  const { url } = await serve(t, network(t));
  const page = `${url}/partners/skylark-residents/`;
  assert.deepEqual((await shownEvents(t, page, "2026-11-22")).ended, []);
  const later = await shownEvents(t, page, "2027-01-01");
  assert.ok(later.ended.includes("The great coat swap"), JSON.stringify(later));
  assert.ok(later.shown.includes("The great coat swap"));
});
