// The desk works without this. It adds the turned clock and a key that goes to the search.
"use strict";

const cookie = (value, rest) => {
  document.cookie = `commonground-day=${value}; SameSite=Strict; Path=/${rest}`;
  location.reload();
};

document.getElementById("day")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const day = document.getElementById("day-field").value;
  if (/^\d{4}-\d{2}-\d{2}$/.test(day)) cookie(day, "");
});

document.getElementById("day-back")?.addEventListener("click", () => cookie("", "; Max-Age=0"));

document.addEventListener("keydown", (event) => {
  const field = document.getElementById("search");
  const writing = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || writing || !field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
