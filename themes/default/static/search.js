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
  const MOST_WORDS = 20000;
  // In shorter words, one wrong letter gives another word more often than not.
  const SHORTEST = 4;
  const synonyms = JSON.parse(say.synonyms || "[]");
  const pins = JSON.parse(say.pins || "[]");
  let index;
  let results = [];
  let shown = 0;
  let searches = 0;
  // Results that a newer version replaces.
  const replaced = new Set();

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
    if (meta.replaced) facts.append(make("strong", say.replaced, { class: "status" }), " ");
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

  // Letters that are no other letter with an accent, and yet are typed as others.
  const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe" };

  // Text for comparison, as in the list of words: in lower case, without accents, single spaces between words.
  const plain = (text) => text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[łøđðıßæœ]/g, (letter) => LETTERS[letter]).split(/[^\p{L}\p{N}]+/u).filter(Boolean).join(" ");
  const holds = (text, words) => words !== "" && ` ${text} `.includes(` ${words} `);

  // In quotes Pagefind finds words that stand together: `hate` here and `crime` there are no hate crime.
  const phrase = (words) => (words.includes(" ") ? `"${words}"` : words);

  // What was typed, and the same with each word that means the same. A phrase that means the same as another is looked for
  // as a phrase first.
  const variants = (text) => {
    const typed = plain(text);
    const groups = synonyms.map((same) => same.map(plain));
    const all = new Set(groups.some((words) => words.includes(typed)) ? [phrase(typed)] : [text]);
    for (const words of groups) {
      for (const word of words.filter((known) => holds(typed, known))) {
        const others = words.filter((other) => other !== word);
        for (const other of others) all.add(word === typed ? phrase(other) : ` ${typed} `.replace(` ${word} `, ` ${other} `).trim());
      }
    }
    return [...all.add(text)].slice(0, MOST_SEARCHES);
  };

  const once = (all) => {
    const known = new Set();
    return all.filter(({ id }) => !known.has(id) && known.add(id));
  };

  const asked = new Map();
  // Whether the index has a word or a form of it. Without the quotes, words that only begin alike would do.
  const has = (word) => {
    if (!asked.has(word)) asked.set(word, index.search(`"${word}"`).then((answer) => answer.results.length > 0));
    return asked.get(word);
  };

  let indexWords;
  // The words of the index. If there are very many, the rarest are left out.
  const listWords = () => (indexWords ??= fetch(new URL("words.txt", location.href)).then((file) => (file.ok ? file.text() : "")).then((all) => all.split("\n").filter(Boolean)).catch(() => []));

  // Whether nothing has a word, or begins with it. Pagefind would then find all that begins as a part of it does.
  const isNowhere = async (word) => {
    if (word.length < SHORTEST || word.includes(" ") || (await has(word))) return false;
    const all = await listWords();
    return all.length > 0 && all.length < MOST_WORDS && !all.some((other) => other.startsWith(word));
  };

  // A text without the words that are nowhere. A phrase stays as it is.
  const usable = async (text) => {
    if (text.includes('"')) return text;
    const typed = text.split(/\s+/);
    const nowhere = await Promise.all(typed.map((word) => isNowhere(plain(word))));
    return typed.filter((_, number) => !nowhere[number]).join(" ");
  };

  // Every result once, those for what was typed first, and those that are replaced last.
  const find = async (text, filters) => {
    const wanted = text ? (await Promise.all(variants(text).map(usable))).filter(Boolean) : [null];
    const answers = await Promise.all([...new Set(wanted)].map((words) => index.search(words, { filters })));
    const all = once(answers.flatMap((answer) => answer.results));
    return [...all.filter(({ id }) => !replaced.has(id)), ...all.filter(({ id }) => replaced.has(id))];
  };

  // Whether two words differ by one letter: another one, one more, one less, or two in the wrong order.
  const isNear = (one, other) => {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same += 1;
    const [rest, their] = [one.slice(same), other.slice(same)];
    const swapped = rest[0] === their[1] && rest[1] === their[0] && rest.slice(2) === their.slice(2);
    return rest.slice(1) === their.slice(1) || rest.slice(1) === their || rest === their.slice(1) || swapped;
  };

  // The longer words of synonyms and pins. What is near one of them means it, whatever else is in the index.
  const ownWords = [...synonyms.flat(), ...pins.map(({ words }) => words)].flatMap((words) => plain(words).split(" ")).filter((word) => word.length >= SHORTEST);
  const nearOwn = (word) => (word.length + 1 < SHORTEST || ownWords.includes(word) ? undefined : ownWords.find((own) => isNear(word, own)));

  // Plain words with the nearest ones in place of those that the index does not have.
  const corrected = async (typed) => {
    const all = await listWords();
    const correct = async (word) => {
      const [own, isThere] = [nearOwn(word), await has(word)];
      // Another word of the index is no mistake, unless it is a form of the same word: `crimes`.
      if (own && (!isThere || word.startsWith(own) || own.startsWith(word))) return own;
      if (word.length < SHORTEST || isThere || ownWords.includes(word) || all.some((other) => other.startsWith(word))) return word;
      return all.find((other) => isNear(word, other)) ?? word;
    };
    return (await Promise.all(typed.split(" ").map(correct))).join(" ");
  };

  const pinsFor = (text) => pins.filter(({ words }) => holds(plain(text), plain(words)));

  // The results of pinned pages, and plain links to those that are not in the index, such as lists.
  const pinned = async (chosen, filters) => {
    const searchFor = (more) => Promise.all(chosen.map(({ href }) => index.search(null, { filters: { ...more, pin: href } })));
    const [inIndex, answers] = await Promise.all([searchFor({}), searchFor(filters)]);
    const isPlain = (_, number) => inIndex[number].results.length === 0 && Object.keys(filters).length === 0;
    const items = chosen.filter(isPlain).map(({ title, href }) => {
      const item = make("li");
      const name = make("h2", "", { class: "name" });
      name.append(make("a", title, { href }));
      item.append(name);
      return item;
    });
    return { items, first: answers.flatMap((answer) => answer.results) };
  };

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
      let chosenPins = pinsFor(text);
      let instead = "";
      const typed = plain(text);
      const nowhere = await Promise.all(typed.split(" ").map(isNowhere));
      const isMissing = nowhere.some(Boolean);
      if (isMissing || typed.split(" ").some(nearOwn)) {
        const words = await corrected(typed);
        const nearer = words !== typed ? await find(words, filters) : [];
        if (chosenPins.length === 0) chosenPins = pinsFor(words);
        if (!isMissing) answer = once([...nearer, ...answer]);
        else if (words !== typed) [answer, instead] = [nearer, words];
        else if (answer.length > 0 && chosenPins.length === 0) instead = await usable(typed);
      }
      const { items, first } = await pinned(chosenPins, filters);
      if (search !== searches) return;
      [results, shown] = [once([...first, ...answer]), 0];
      list.replaceChildren(...items);
      await show(search);
      if (search !== searches) return;
      if (items.length > 0) list.hidden = false;
      const total = results.length + items.length;
      const count = say.results.replace("#", total);
      found.textContent = total === 0 ? say.none : instead ? `${say.instead.replace("#", instead)} ${count}` : count;
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
    const group = form.querySelector("details");
    if (!group) return;
    group.hidden = choices.every((choice) => choice.parentElement.hidden);
    // On a phone, the results would begin below it.
    group.open = choices.some((choice) => choice.value) || matchMedia("(min-width: 40rem)").matches;
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
      const all = await index.filters();
      if (all.replaced) (await index.search(null, { filters: { replaced: "yes" } })).results.forEach(({ id }) => replaced.add(id));
      offer(all);
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
