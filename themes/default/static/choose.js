// The lists that a directory or library can be chosen by, as one form: choices are taken together, and no page is loaded.
// What there is to choose from is read when somebody first chooses; a long list in parts, until there is enough to show.
// The address keeps what was chosen.
(() => {
  "use strict";
  const nav = document.querySelector("nav.choose[data-index]");
  if (!nav) return;
  const say = nav.dataset;
  const rest = [...document.querySelectorAll("main > .group, main > ul.cards, main > nav.letters, main > nav.pages")];
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
    if (text) element.textContent = text;
    return element;
  };
  // Without accents and in small letters, as one writes in haste.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const form = make("form", "", { class: "choosing", role: "search" });
  const field = (name, label, control) => {
    control.id = `by-${name}`;
    control.name = name;
    const line = make("p");
    line.append(make("label", label, { for: control.id }), " ", control);
    form.append(line);
    return control;
  };
  const words = field("name", say.name, make("input", "", { type: "search", dir: "auto", autocomplete: "off" }));
  const choices = [...nav.querySelectorAll("[data-facet]")].map((group) => {
    const select = field(group.dataset.facet, group.querySelector("summary").textContent, make("select"));
    select.append(new Option(say.any, ""));
    for (const link of group.querySelectorAll("a[data-value]")) {
      select.append(new Option(`${link.textContent} ${link.nextSibling.textContent.trim()}`, link.dataset.value));
    }
    return select;
  });
  const found = make("p", "", { class: "found", role: "status" });
  const list = make("ul", "", { class: "cards chosen" });
  const more = make("button", say.more, { type: "button" });
  list.hidden = more.hidden = true;
  const lists = [...nav.childNodes];
  // What was read so far, where the rest is, and the part that is being read.
  const known = [];
  let next = say.index;
  let reading;
  const read = () => reading ??= fetch(next).then((answer) => answer.json()).then((part) => {
    known.push(...part.records.map((one) => ({ ...one, plain: plain(one.title) })));
    next = part.next;
    reading = undefined;
  });
  let last = 0;

  const show = async (enough = 100) => {
    const turn = ++last;
    const wanted = choices.filter((choice) => choice.value).map((choice) => `${choice.name}:${choice.value}`);
    const text = plain(words.value.trim());
    const address = new URL(location.href);
    address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    history.replaceState(history.state, "", address);
    const none = wanted.length === 0 && !text;
    if (!none) {
      const fitting = () => known.filter((one) => wanted.every((value) => one.by.includes(value)) && one.plain.includes(text));
      try {
        while (next && turn === last && fitting().length < enough) await read();
      } catch {
        // The lists are there all the same.
        return nav.replaceChildren(...lists);
      }
      // Something else was chosen meanwhile.
      if (turn !== last) return undefined;
      const fits = fitting();
      list.replaceChildren(...fits.map(({ href, title, lang, dir, about }) => {
        const item = make("li");
        const name = make("h2", "", { class: "name", lang, dir });
        name.append(make("a", title, { href }));
        item.append(name, make("p", about, { class: "meta" }));
        return item;
      }));
      found.textContent = fits.length ? (next ? say.first : say.results).replace("#", fits.length) : say.none;
      more.onclick = () => show(fits.length + 100).then(() => list.children[fits.length]?.querySelector("a").focus());
    } else {
      found.textContent = "";
    }
    list.hidden = none;
    more.hidden = none || !next;
    for (const part of rest) part.hidden = !none;
    return undefined;
  };

  const asked = new URLSearchParams(location.search);
  for (const control of [words, ...choices]) {
    const value = asked.get(control.name) ?? "";
    if (control === words || [...control.options].some((option) => option.value === value)) control.value = value;
  }
  let waiting;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(), 150);
  });
  choices.forEach((choice) => choice.addEventListener("change", () => show()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  // What is not among the choices has a page.
  nav.replaceChildren(form, ...[...nav.querySelectorAll(".more")].map((link) => link.cloneNode(true)));
  nav.after(found, list, more);
  if (form.elements.length && (words.value || choices.some((choice) => choice.value))) show();
})();
