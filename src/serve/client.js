// In every page of the preview, and in no page that is built: looks again when something has changed, and tells the
// reader what the page itself does not say. One tab listens for all (browsers allow few connections to a host).
(() => {
  "use strict";
  const own = document.currentScript ? new URL(document.currentScript.src).searchParams.get("page") : null;
  if (window !== window.top || window.commonground) return;
  window.commonground = true;
  const desk = location.pathname.startsWith("/_desk/");
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("commonground-reload") : null;
  const isSeen = () => document.visibilityState === "visible";
  let leaving = false;

  // What a page leaves for the next one in its tab. Storage may be off.
  const leave = (key, value) => {
    try {
      sessionStorage.setItem(`commonground-${key}`, JSON.stringify(value));
    } catch { /* then it is lost */ }
  };
  const left = (key) => {
    try {
      return JSON.parse(sessionStorage.getItem(`commonground-${key}`));
    } catch {
      return null;
    }
  };

  // The tab that was looked at last follows. Its name goes from page to page; a copy of the tab finds none.
  const me = left("tab") || `${Date.now()}-${Math.random()}`;
  leave("tab", null);
  const follows = (name) => {
    try {
      if (name) localStorage.setItem("commonground-focused", name);
      return localStorage.getItem("commonground-focused") === me;
    } catch {
      return document.hasFocus();
    }
  };
  if (!desk) {
    addEventListener("focus", () => follows(me));
    if (document.hasFocus()) follows(me);
  }

  // A reload keeps the place, the focus of who uses the keyboard, and what was typed.
  const stops = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const fields = () => [...document.querySelectorAll("input, textarea")];
  const name = (stop) => [stop.tagName, stop.id, stop.name, stop.href].join(" ");
  const isChanged = (field) => field.value !== field.defaultValue || field.checked !== (field.defaultChecked ?? field.checked);
  const isKept = (field) => isChanged(field) && !["password", "file", "hidden"].includes(field.type);
  const place = left("place");
  leave("place", null);
  const isBack = place !== null && place.path === location.pathname;
  let goal = isBack ? place : null; // where this page has to be once it has loaded
  if (!isBack) history.scrollRestoration = "auto";
  if (isBack) {
    fields().forEach((field, number) => {
      const [known, value, checked] = place.typed[number] || [];
      if (known !== name(field)) return;
      Object.assign(field, { value, checked });
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const all = stops();
    const isIt = (stop) => stop && name(stop) === place.stop;
    const stop = isIt(all[place.at]) ? all[place.at] : all.find(isIt);
    if (stop) stop.focus({ preventScroll: true });
    // Pictures that come late move what is below them; who has begun to scroll is left alone.
    for (const move of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(move, () => { goal = null; }, { once: true, passive: true });
    }
    const restore = () => goal && scrollTo({ left: goal.x, top: goal.y, behavior: "instant" });
    restore();
    addEventListener("load", () => {
      restore();
      goal = null;
      setTimeout(() => { history.scrollRestoration = "auto"; });
    });
  }

  // A scroll takes time, and nothing says where it will end. So a reload waits until the page has stood still for some
  // frames, but not for ever: somebody may go on scrolling. Milliseconds would not do: on a busy machine, frames are rare.
  let lastMove = -1000;
  for (const sign of ["scroll", "wheel", "touchmove", "keydown", "click", "hashchange"]) {
    addEventListener(sign, () => { lastMove = performance.now(); }, { capture: true, passive: true });
  }
  const settled = () => new Promise((done) => {
    if (!isSeen() || performance.now() - lastMove > 1000) return done();
    setTimeout(done, 2000);
    let frames, last;
    const frame = () => {
      frames = last === lastMove ? frames + 1 : 0;
      last = lastMove;
      frames < 6 ? requestAnimationFrame(frame) : done();
    };
    frame();
  });

  const reload = async (why) => {
    await settled();
    if (leaving) return;
    const at = document.activeElement;
    if (document.hasFocus() && at && (at.isContentEditable || (at.matches("input, textarea") && isChanged(at)))) {
      // Who is typing is not disturbed.
      at.addEventListener("blur", () => look(), { once: true });
      return;
    }
    leaving = true;
    // The browser would restore a place as well, and later: the one that it last saw, in a page that had not loaded yet.
    history.scrollRestoration = "manual";
    leave("again", why);
    const all = stops();
    const stop = all.findIndex((stop) => stop.matches(":focus-visible"));
    const { x, y } = goal ?? { x: scrollX, y: scrollY };
    leave("place", {
      path: location.pathname,
      x,
      y,
      at: stop,
      stop: stop < 0 ? "" : name(all[stop]),
      typed: fields().map((field) => isKept(field) ? [name(field), field.value, field.checked] : null),
      open: Boolean(bar.querySelector("details[open]")),
    });
    location.reload();
  };
  addEventListener("pagehide", () => {
    leave("tab", me);
    leaving = true;
    deafen();
    letGo();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  // A style sheet has a fingerprint in its address. One that has another by now takes the place of the old one once it
  // is there, so that nothing flickers.
  const plain = (path) => path.replace(/\.[0-9a-f]{8}(?=\.css$)/, "");
  const restyle = (sheets) => {
    for (const link of document.querySelectorAll("link[rel~=stylesheet]:not([data-commonground])")) {
      const address = new URL(link.href);
      const sheet = sheets.find((sheet) => plain(sheet) === plain(address.pathname));
      if (address.origin !== location.origin || !sheet) continue;
      const isNow = sheet === address.pathname;
      address.pathname = sheet;
      const coming = link.nextElementSibling;
      if (coming && coming.matches("link[data-commonground]")) {
        if (!isNow && coming.href === address.href) continue;
        coming.remove();
      }
      if (isNow) continue;
      const fresh = link.cloneNode();
      fresh.href = address;
      fresh.dataset.commonground = "coming";
      fresh.addEventListener("load", () => {
        link.remove();
        delete fresh.dataset.commonground;
      });
      fresh.addEventListener("error", () => fresh.remove());
      link.after(fresh);
    }
  };

  let seen = ""; // which state was looked at last
  let failures = 0;
  const lookOnce = async () => {
    if (leaving) return;
    let state, page;
    try {
      const query = new URLSearchParams({ at: decodeURI(location.pathname) });
      const answer = await fetch(`/_reload/state?${query}`, { cache: "no-store" });
      state = await answer.json();
      page = state.fingerprint;
      if (desk || page === null) {
        // No page of the site: whatever it is, it is compared as a whole.
        const whole = await (await fetch(location.href, { cache: "no-store" })).text();
        const script = whole.match(/\/_reload\/client\.js\?page=([0-9a-f]+)/);
        page = script ? script[1] : own;
      }
    } catch {
      // The preview is busy, or has ended: then the one who listens hears when it is back.
      if (failures < 5) setTimeout(look, 500 * 2 ** failures++);
      return;
    }
    failures = 0;
    seen = `${state.version} ${state.has_all_faults}`;
    // A page that is another one each time it is asked for would be loaded without end: once a version is enough.
    const why = page === own ? null : `${location.pathname} ${state.version} ${state.simulated_day}`;
    if (why === null) leave("again", null);
    else if (why !== left("again")) return reload(why);
    restyle(state.stylesheets);
    tell(state);
  };
  // At most one look waits for the one under way: who asks gets one that begins after the question.
  let looking = Promise.resolve();
  let next = null;
  const look = () => (next ??= looking.then(() => {
    next = null;
    return (looking = lookOnce());
  }));

  const heard = (text) => {
    const message = JSON.parse(text);
    if (leaving || (message.seen && message.seen === seen)) return;
    if (message.follow && !desk && follows() && message.follow !== location.pathname) {
      location.assign(message.follow);
    } else {
      look();
    }
  };
  const say = (text) => { if (channel) channel.postMessage(text); };
  if (channel) channel.addEventListener("message", (event) => heard(event.data));

  let source = null;
  let lost = false;
  const deafen = () => {
    if (source) source.close();
    source = null;
  };
  const listen = () => {
    if (source || leaving) return;
    const mine = source = new EventSource("/_reload/events");
    mine.addEventListener("message", (event) => {
      say(event.data);
      heard(event.data);
    });
    mine.addEventListener("error", () => {
      lost = true;
      if (mine.readyState !== EventSource.CLOSED) return;
      // Refused, not cut off: the browser does not try again.
      setTimeout(() => {
        if (source !== mine) return;
        source = null;
        listen();
      }, 2000);
    });
    mine.addEventListener("open", async () => {
      // What was sent before, nobody has heard. Versions of another run of the preview say nothing.
      const wasLost = lost;
      lost = false;
      await look();
      say(JSON.stringify({ seen: wasLost ? "" : seen }));
    });
  };

  // Who holds the lock listens and passes on what it hears. Browsers put tabs to sleep that nobody sees, so none of
  // these waits for the lock or keeps it from one that is seen: a tab that comes to the front takes it, one that goes
  // to the back gives it up and keeps on listening only if nobody else wants to.
  let letGo = () => {};
  const alone = () => {
    const turn = () => isSeen() ? listen() : deafen();
    document.addEventListener("visibilitychange", turn);
    turn();
  };
  const attend = async () => {
    let how = isSeen() ? { steal: true } : { ifAvailable: true };
    while (!leaving) {
      let hasGiven = false;
      try {
        await navigator.locks.request("commonground-reload", how, (lock) => lock && !leaving && new Promise((done) => {
          letGo = () => {
            hasGiven = true;
            done();
          };
          listen();
          if (!isSeen() && !how.ifAvailable) letGo();
        }));
      } catch (error) {
        if (error.name !== "AbortError") return alone();
      }
      if (hasGiven) {
        how = { ifAvailable: true };
        continue;
      }
      deafen();
      if (isSeen()) {
        const wait = new AbortController();
        letGo = () => wait.abort();
        how = { signal: wait.signal };
      } else {
        letGo = () => {};
        await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
        how = { steal: true };
      }
    }
  };
  document.addEventListener("visibilitychange", () => isSeen() ? look() : letGo());
  // Without locks (another machine, over plain HTTP) each tab that is seen listens.
  if (channel && navigator.locks) attend();
  else alone();

  // What is said to the reader stands in a tree of its own: the theme's styles do not reach it, nor its styles the page.
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const bar = element("div", { className: "bar" });
  bar.setAttribute("aria-live", "polite");
  const host = element("aside", { id: "commonground-note", lang: "en", dir: "ltr", hidden: true }); // its styles show it
  host.setAttribute("aria-label", "Preview");
  host.attachShadow({ mode: "open" }).append(element("link", { rel: "stylesheet", href: "/_reload/note.css" }), bar);
  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  const strips = (state) => {
    const made = [];
    if (state.simulated_day) {
      const strip = element("div", { className: "strip day" }, `The clock is turned: this is the site as on ${state.simulated_day}.`);
      if (state.can_return_to_today) {
        const back = element("button", { type: "button" }, "Back to today");
        back.addEventListener("click", () => {
          document.cookie = "commonground-day=; Max-Age=0; Path=/; SameSite=Strict";
          say("{}");
          reload(null);
        });
        strip.append(back);
      }
      made.push(strip);
    }
    if (state.why_withheld) made.push(element("div", { className: "strip" }, `Nothing is published here: ${state.why_withheld}.`));
    if (state.draft_hrefs.includes(location.pathname)) {
      made.push(element("div", { className: "strip" }, "This is a draft: it is shown here and not published."));
    }
    return made;
  };

  const note = (state) => {
    const total = state.errors + state.warnings + state.advice;
    if (total === 0) return [];
    const parts = [
      [state.errors, "error", "errors"],
      [state.warnings, "warning", "warnings"],
      [state.advice, "piece of advice", "pieces of advice"],
    ].filter(([number]) => number > 0).map((part) => count(...part));
    const list = element("ol");
    for (const fault of state.faults) {
      const item = element("li", {}, `${fault.severity}: ${fault.message}`);
      if (fault.location) item.append(element("br"), fault.editor_href ? element("a", { href: fault.editor_href }, fault.location) : fault.location);
      item.append(element("pre", { tabIndex: 0 }, fault.report));
      list.append(item);
    }
    const more = total - state.faults.length;
    const stale = "site.yaml or the theme has faults: what you see is the last that could be made.";
    return [element("details", { className: state.errors ? "error" : "" },
      element("summary", {}, parts.join(", ")),
      ...(state.is_stale ? [element("p", {}, stale)] : []),
      list,
      element("p", {}, more > 0 ? `And ${more} more on ` : "All of them are on ",
        state.has_desk ? element("a", { href: "/_desk/faults/" }, "the editors’ desk") : "the editors’ desk", "."))];
  };

  let told = "";
  const tell = (state) => {
    mark(new Set(state.draft_hrefs));
    const all = [...strips(state), ...note(state)];
    const now = JSON.stringify(all.map((part) => part.outerHTML));
    if (now === told) return;
    const before = bar.querySelector("details");
    const after = all.find((part) => part.matches("details"));
    if (after) after.open = before ? before.open : told === "" && isBack && place.open;
    told = now;
    const hadFocus = host.shadowRoot.activeElement;
    bar.replaceChildren(...all);
    if (all.length === 0) host.remove();
    else if (!host.isConnected) document.body.append(host);
    const first = bar.querySelector("summary, button");
    if (hadFocus && first) first.focus();
  };

  // Links that lead to drafts say so.
  const mark = (drafts) => {
    for (const link of document.querySelectorAll("a[href]")) {
      const mark = link.querySelector("[data-commonground]");
      const isDraft = link.origin === location.origin && drafts.has(link.pathname);
      if (mark && !isDraft) mark.remove();
      if (mark || !isDraft) continue;
      const made = element("span", { lang: "en", dir: "ltr" }, " (draft)");
      made.dataset.commonground = "draft";
      link.append(made);
    }
  };

  // Links in a page that stands in a frame, as it last was, lead on from here.
  const frame = document.querySelector("iframe[src^='/_reload/former/']");
  const unframe = () => frame.contentDocument && frame.contentDocument.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.pathname !== frame.contentWindow.location.pathname) link.target = "_top";
  });
  if (frame) {
    frame.addEventListener("load", unframe);
    unframe();
  }

  look();
})();
