// The desk works without this. It adds the choice of a day, and a key that goes to the search.
"use strict";

const setDayCookie = (value, rest) => {
  document.cookie = `commonground-day=${value}; SameSite=Strict; Path=/${rest}`;
  location.reload();
};

document.getElementById("day")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const day = document.getElementById("day-field").value;
  if (/^\d{4}-\d{2}-\d{2}$/.test(day)) setDayCookie(day, "");
});

document.getElementById("day-back")?.addEventListener("click", () => setDayCookie("", "; Max-Age=0"));

document.addEventListener("keydown", (event) => {
  const field = document.getElementById("search");
  const isTyping = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || isTyping || !field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
