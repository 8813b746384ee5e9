// The page to search the site on. The index lies beside the page (`pagefind.js` and what it loads); nothing is asked of
// anybody else. Words, choices and results are in the address, so that a search can be kept and going back finds it again.
(() => {
  "use strict";
  const form = document.querySelector("form.search");
  const found = document.querySelector(".found");
  const list = document.querySelector(".results");
  const more = document.querySelector(".more");
  if (!form || !found || !list || !more) return;
  const words = form.elements.namedItem("q");
  const choices = [...form.querySelectorAll("select")];
  const say = form.dataset;
  const AT_ONCE = 10;
  const MOST_SEARCHES = 8;
  const FEW = 3;
  const synonyms = JSON.parse(say.synonyms || "[]");
  const pins = JSON.parse(say.pins || "[]");
  let index;
  let results = [];
  let shown = 0;
  let searches = 0;

  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
    if (text) element.textContent = text;
    return element;
  };

  // Pagefind's one mark-up is around the words that were looked for; all else is text.
  const excerpt = (html, attributes) => {
    const paragraph = make("p", "", attributes);
    html.split(/<\/?mark>/).forEach((part, number) => {
      const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
      if (text) paragraph.append(number % 2 ? make("mark", text) : text);
    });
    return paragraph;
  };

  // Whether the time that a result says was over before now: the index may be some days old.
  const when = ({ when, over, repeats }) => {
    const ended = over !== undefined && !(Date.parse(over) > Date.now());
    if (!when || (ended && repeats)) return "";
    if (repeats) return say.next.replace("#", when);
    return ended ? `${when} ${say.ended}` : when;
  };

  const entry = ({ url, excerpt: html, meta }) => {
    const own = meta.lang === document.documentElement.lang ? {} : { lang: meta.lang, dir: meta.dir };
    const item = make("li");
    const name = make("h2", "", { class: "name", ...own });
    name.append(make("a", meta.title, { href: url }));
    const facts = make("p", "", { class: "meta" });
    for (const fact of [meta.kind, when(meta), meta.place]) if (fact) facts.append(make("span", fact), " ");
    item.append(name, facts, excerpt(html, own));
    return item;
  };

  const show = async (search) => {
    const next = await Promise.all(results.slice(shown, shown + AT_ONCE).map((result) => result.data()));
    if (search !== searches) return undefined;
    const items = next.map(entry);
    list.append(...items);
    shown += items.length;
    list.hidden = shown === 0;
    more.hidden = shown >= results.length;
    return items[0];
  };

  // Text for comparison, as in the index: in lower case, without accents, single spaces between words.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).join(" ");
  const holds = (text, words) => words !== "" && ` ${text} `.includes(` ${words} `);

  // What was typed, and the same with each word that means the same.
  const variants = (text) => {
    const all = new Set([text]);
    const typed = plain(text);
    for (const same of synonyms) {
      const words = same.map(plain);
      for (const word of words.filter((known) => holds(typed, known))) {
        for (const other of words) if (other !== word) all.add(` ${typed} `.replace(` ${word} `, ` ${other} `).trim());
      }
    }
    return [...all].slice(0, MOST_SEARCHES);
  };

  // Every result once, those for what was typed first.
  const find = async (text, filters) => {
    const answers = await Promise.all(variants(text).map((words) => index.search(words || null, { filters })));
    const known = new Set();
    return answers.flatMap((answer) => answer.results).filter(({ id }) => !known.has(id) && known.add(id));
  };

  // Whether two words differ by one letter: another one, one more, one less, or two in the wrong order.
  const isNear = (one, other) => {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same += 1;
    const [rest, their] = [one.slice(same), other.slice(same)];
    const swapped = rest[0] === their[1] && rest[1] === their[0] && rest.slice(2) === their.slice(2);
    return rest.slice(1) === their.slice(1) || rest.slice(1) === their || rest === their.slice(1) || swapped;
  };

  let indexWords;
  // What was typed with the nearest words of the index in place of those that it does not have.
  const corrected = async (text) => {
    indexWords ??= fetch(new URL("words.txt", location.href)).then((file) => (file.ok ? file.text() : "")).then((all) => all.split("\n"));
    const known = await indexWords;
    const correct = (word) => {
      if (word.length < 4 || known.some((other) => other.startsWith(word))) return word;
      return known.find((other) => isNear(word, other)) ?? word;
    };
    return plain(text).split(" ").map(correct).join(" ");
  };

  // The pages that come first for these words.
  const pinned = (text) => pins.filter(({ words }) => holds(plain(text), plain(words))).map(({ title, href }) => {
    const item = make("li", "", { class: "pinned" });
    const name = make("h2", "", { class: "name" });
    name.append(make("a", title, { href }));
    item.append(name);
    return item;
  });

  const failed = () => {
    found.textContent = say.failed;
    list.hidden = true;
    more.hidden = true;
  };

  const look = async () => {
    const search = ++searches;
    const text = words.value.trim();
    const chosen = choices.filter((choice) => choice.value);
    const address = new URL(location.href);
    address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    history.replaceState(history.state, "", address);
    if (!text && chosen.length === 0) {
      [results, shown] = [[], 0];
      list.replaceChildren();
      list.hidden = more.hidden = true;
      found.textContent = "";
      return;
    }
    try {
      const filters = Object.fromEntries(chosen.map((choice) => [choice.name, choice.value]));
      // Without words: all that has what was chosen.
      let answer = await find(text, filters);
      let instead = "";
      if (text && answer.length < FEW) {
        const words = await corrected(text).catch(() => "");
        const nearer = words && words !== plain(text) ? await find(words, filters) : [];
        if (nearer.length > answer.length) [answer, instead] = [nearer, words];
      }
      if (search !== searches) return;
      [results, shown] = [answer, 0];
      const first = pinned(text);
      list.replaceChildren(...first);
      await show(search);
      if (search !== searches) return;
      if (first.length > 0) list.hidden = false;
      const count = say.results.replace("#", results.length + first.length);
      found.textContent = instead ? `${say.instead.replace("#", instead)} ${count}` : results.length + first.length === 0 ? say.none : count;
    } catch {
      failed();
    }
  };

  // A choice of one is none.
  const offer = (all) => {
    const asked = new URLSearchParams(location.search);
    for (const choice of choices) {
      const values = Object.entries(all[choice.name] ?? {}).sort(([one], [other]) => one.localeCompare(other));
      choice.append(...values.map(([value, count]) => make("option", `${value} (${count})`, { value })));
      choice.parentElement.hidden = values.length < 2;
      const wanted = asked.get(choice.name);
      if (values.some(([value]) => value === wanted)) choice.value = wanted;
    }
    form.querySelector("fieldset").hidden = choices.every((choice) => choice.parentElement.hidden);
  };

  const start = async () => {
    const asked = new URLSearchParams(location.search).get("q") ?? "";
    if (!words.value) words.value = asked;
    form.hidden = false;
    document.querySelector(".without")?.remove();
    if (words.value) found.textContent = say.looking;
    try {
      const pagefind = await import(new URL("pagefind.js", location.href).href);
      index = pagefind.createInstance({ noWorker: true, baseUrl: "/" });
      await index.init();
      const part = (number) => index.mergeIndex(new URL(`${number}/`, location.href).pathname, { baseUrl: "/" });
      await Promise.all(Array.from({ length: form.dataset.parts - 1 }, (_, number) => part(number + 1)));
      offer(await index.filters());
    } catch {
      failed();
      return;
    }
    let waiting;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, 250);
    };
    words.addEventListener("input", soon);
    choices.forEach((choice) => choice.addEventListener("change", look));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      look();
    });
    more.addEventListener("click", async () => {
      const first = await show(searches).catch(failed);
      first?.querySelector("a").focus();
    });
    look();
  };

  start();
})();
