// Events on a page that was made on one day and is read on another: what has ended since leaves the list of what is
// coming, a series shows its next date. Without this script the list says as at which day it stands. Where nothing says
// that, nobody knows whether the visitor's clock is right: then what has ended is marked and stays.
(() => {
  "use strict";
  const stated = document.querySelector("[data-as-at]");
  const now = Date.now();
  const made = stated ? Date.parse(stated.dataset.asAt) : now;
  const day = 24 * 60 * 60 * 1000;
  // A clock that stands before the day the list was made, or more than a year after it, is more likely to be wrong.
  if (!(now > made - day && now < made + 400 * day)) return;
  const group = (key) => document.querySelector(`section.group${key}:not([hidden]) ul`);
  const told = (entry) => [...entry.querySelectorAll("time")].find((time) => !time.closest(".later"));
  const begins = (entry) => told(entry)?.dateTime ?? "";
  // Under the heading of its month, where there is one, in the order of dates.
  const move = (entry) => {
    const list = group(`[data-key="${begins(entry).slice(0, 7)}"]`);
    const before = list && [...list.children].find((other) => other !== entry && begins(other) > begins(entry));
    list?.insertBefore(entry, before ?? null);
  };
  const ended = [];
  const unknown = [];
  let left = 0;
  for (const card of document.querySelectorAll(".card[data-over]")) {
    const over = card.dataset.over.split(" ").map((time) => Date.parse(time));
    const next = over.findIndex((time) => !(time <= now));
    if (next < 0) {
      const { goesOn } = card.dataset;
      (goesOn === undefined || Date.parse(goesOn) <= now ? ended : unknown).push(card);
      continue;
    }
    left += 1;
    if (next === 0) continue;
    const later = card.querySelectorAll(".later")[next - 1];
    const shown = later && told(card);
    if (!shown) continue;
    const time = later.querySelector("time").cloneNode(true);
    time.className = shown.className;
    shown.replaceWith(time);
    move(card.parentElement);
  }
  // A series that goes on, but whose next date was not told when the page was made, is with what comes first.
  for (const card of unknown) {
    left += 1;
    card.querySelector(".next").hidden = true;
  }
  // An empty list would say that nothing is planned, which nobody knows: then all stay, marked.
  for (const card of ended) {
    if (stated && left > 0) {
      card.parentElement.hidden = true;
    } else {
      card.classList.add("past");
      const said = card.querySelector(".ended");
      if (said) said.hidden = false;
    }
  }
  const hideWithout = (seen) => {
    for (const section of document.querySelectorAll("section.group")) {
      section.hidden = ![...section.querySelectorAll("li")].some(seen);
    }
  };
  const moving = new Set(unknown.map((card) => card.parentElement));
  hideWithout((entry) => !entry.hidden && !moving.has(entry));
  for (const entry of moving) group("")?.append(entry);
  hideWithout((entry) => !entry.hidden);
  if (stated && left > 0) stated.hidden = true;
})();
