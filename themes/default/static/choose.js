// The lists that a directory or library can be chosen by, as one form: choices are taken together, and no page is loaded.
// What there is to choose from is read when somebody first chooses. The address keeps what was chosen.
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
    for (const link of group.querySelectorAll("a")) {
      select.append(new Option(`${link.textContent} ${link.nextSibling.textContent.trim()}`, link.dataset.value));
    }
    return select;
  });
  const found = make("p", "", { class: "found", role: "status" });
  const list = make("ul", "", { class: "cards chosen" });
  list.hidden = true;
  const lists = [...nav.childNodes];
  let records;

  const show = async () => {
    const wanted = choices.filter((choice) => choice.value).map((choice) => `${choice.name}:${choice.value}`);
    const text = plain(words.value.trim());
    const address = new URL(location.href);
    address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    history.replaceState(history.state, "", address);
    const none = wanted.length === 0 && !text;
    if (!none) {
      records ??= fetch(say.index).then((answer) => answer.json());
      const all = await records.catch(() => undefined);
      // The lists are there all the same.
      if (!all) return nav.replaceChildren(...lists);
      const fits = all.filter(({ title, by }) => wanted.every((one) => by.includes(one)) && plain(title).includes(text));
      list.replaceChildren(...fits.map(({ href, title, lang, dir, about }) => {
        const item = make("li");
        const name = make("h2", "", { class: "name", lang, dir });
        name.append(make("a", title, { href }));
        item.append(name, make("p", about, { class: "meta" }));
        return item;
      }));
      found.textContent = fits.length ? say.results.replace("#", fits.length) : say.none;
    } else {
      found.textContent = "";
    }
    list.hidden = none;
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
    waiting = setTimeout(show, 150);
  });
  choices.forEach((choice) => choice.addEventListener("change", show));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  nav.replaceChildren(form);
  nav.after(found, list);
  if (form.elements.length && (words.value || choices.some((choice) => choice.value))) show();
})();
