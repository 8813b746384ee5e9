// A list of events that was made on one day and is read on another: what has ended since goes, a series shows its next
// date. Without this script the list says as at which day it stands.
(() => {
  "use strict";
  const stated = document.querySelector("[data-as-at]");
  if (!stated) return;
  const made = Date.parse(stated.dataset.asAt);
  const now = Date.now();
  const day = 24 * 60 * 60 * 1000;
  // A clock that stands before the day the list was made, or more than a year after it, is more likely to be wrong.
  if (!(now > made - day && now < made + 400 * day)) return;
  const ended = [];
  let left = 0;
  for (const card of document.querySelectorAll(".card[data-over]")) {
    const over = card.dataset.over.split(" ").map((time) => Date.parse(time));
    const next = over.findIndex((time) => !(time <= now));
    if (next < 0) {
      ended.push(card);
      continue;
    }
    left += 1;
    if (next === 0) continue;
    const later = card.querySelectorAll(".later")[next - 1];
    const shown = later && [...card.querySelectorAll("time")].find((time) => !time.closest(".later"));
    if (shown) shown.replaceWith(later.querySelector("time").cloneNode(true));
  }
  // An empty list would say that nothing is planned, which nobody knows: then all stay, marked.
  for (const card of ended) {
    if (left > 0) {
      card.parentElement.hidden = true;
    } else {
      card.classList.add("past");
      card.querySelector(".meta")?.append(" (ended)");
    }
  }
  for (const group of document.querySelectorAll("section.group")) {
    group.hidden = [...group.querySelectorAll("li")].every((entry) => entry.hidden);
  }
  if (left > 0) stated.hidden = true;
})();
