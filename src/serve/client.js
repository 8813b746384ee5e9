// This script is in every page of the preview, and in no page that is built. It reloads the page when it has changed, and
// shows what the page itself does not say: faults, drafts, another day. One tab listens for all, because browsers allow only
// a few connections to a host.
(() => {
  "use strict";
  const pageFingerprint = document.currentScript ? new URL(document.currentScript.src).searchParams.get("page") : null;
  if (window !== window.top || window.commonground) return;
  window.commonground = true;
  const isDesk = location.pathname.startsWith("/_desk/");
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("commonground-reload") : null;
  const isVisible = () => document.visibilityState === "visible";
  let isLeaving = false;

  // What a page keeps for the next one in its tab. Storage may be switched off.
  const store = (key, value) => {
    try {
      sessionStorage.setItem(`commonground-${key}`, JSON.stringify(value));
    } catch { /* then the value is lost */ }
  };
  const retrieve = (key) => {
    try {
      return JSON.parse(sessionStorage.getItem(`commonground-${key}`));
    } catch {
      return null;
    }
  };

  // The tab that had the focus last goes to the page that was saved (`serve --follow`). Its name goes from page to page; a
  // copy of the tab finds none, and makes a new one.
  const tabName = retrieve("tab") || `${Date.now()}-${Math.random()}`;
  store("tab", null);
  const becomeFollowingTab = () => {
    try {
      localStorage.setItem("commonground-focused", tabName);
    } catch { /* then `isFollowingTab` asks for the focus */ }
  };
  const isFollowingTab = () => {
    try {
      return localStorage.getItem("commonground-focused") === tabName;
    } catch {
      return document.hasFocus();
    }
  };
  if (!isDesk) {
    addEventListener("focus", becomeFollowingTab);
    if (document.hasFocus()) becomeFollowingTab();
  }

  // After a reload the page is where it was, the focus is where it was for keyboard users, and what was typed is there.
  const focusableElements = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const textFields = () => [...document.querySelectorAll("input, textarea")];
  const elementKey = (element) => [element.tagName, element.id, element.name, element.href].join(" ");
  const isChanged = (field) => field.value !== field.defaultValue || field.checked !== (field.defaultChecked ?? field.checked);
  const isRestorable = (field) => isChanged(field) && !["password", "file", "hidden"].includes(field.type);
  const savedPlace = retrieve("place");
  store("place", null);
  const isReturning = savedPlace !== null && savedPlace.path === location.pathname;
  let goal = isReturning ? savedPlace : null; // where to scroll to once the page has loaded
  if (!isReturning) history.scrollRestoration = "auto";
  if (isReturning) {
    textFields().forEach((field, number) => {
      const [known, value, checked] = savedPlace.typed[number] || [];
      if (known !== elementKey(field)) return;
      Object.assign(field, { value, checked });
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const all = focusableElements();
    const hadFocusBefore = (element) => element && elementKey(element) === savedPlace.stop;
    const stop = hadFocusBefore(all[savedPlace.at]) ? all[savedPlace.at] : all.find(hadFocusBefore);
    if (stop) stop.focus({ preventScroll: true });
    // Pictures that load late move what is below them, so the place is restored again, unless the reader has begun to scroll.
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

  // A scroll takes time, and nothing tells where it will end. So a reload waits until the page has not moved for some
  // frames, but no longer than two seconds: somebody may go on scrolling. Frames are counted because on a busy machine there
  // are few of them in a second.
  let lastMove = -1000;
  for (const sign of ["scroll", "wheel", "touchmove", "keydown", "click", "hashchange"]) {
    addEventListener(sign, () => { lastMove = performance.now(); }, { capture: true, passive: true });
  }
  const waitUntilSettled = () => new Promise((done) => {
    if (!isVisible() || performance.now() - lastMove > 1000) return done();
    setTimeout(done, 2000);
    let frames, last;
    const frame = () => {
      frames = last === lastMove ? frames + 1 : 0;
      last = lastMove;
      frames < 6 ? requestAnimationFrame(frame) : done();
    };
    frame();
  });

  const reload = async (reloadKey) => {
    await waitUntilSettled();
    if (isLeaving) return;
    const at = document.activeElement;
    if (document.hasFocus() && at && (at.isContentEditable || (at.matches("input, textarea") && isChanged(at)))) {
      // Somebody is typing: the reload waits until they leave the field.
      at.addEventListener("blur", () => check(), { once: true });
      return;
    }
    isLeaving = true;
    // Otherwise the browser would later restore a place of its own, which may be that of a page that had not loaded fully.
    history.scrollRestoration = "manual";
    store("again", reloadKey);
    const all = focusableElements();
    const stop = all.findIndex((stop) => stop.matches(":focus-visible"));
    const { x, y } = goal ?? { x: scrollX, y: scrollY };
    store("place", {
      path: location.pathname,
      x,
      y,
      at: stop,
      stop: stop < 0 ? "" : elementKey(all[stop]),
      typed: textFields().map((field) => isRestorable(field) ? [elementKey(field), field.value, field.checked] : null),
      open: Boolean(bar.querySelector("details[open]")),
    });
    location.reload();
  };
  addEventListener("pagehide", () => {
    store("tab", tabName);
    isLeaving = true;
    stopListening();
    releaseLock();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  // A style sheet has a fingerprint in its address. If that has changed, the new style sheet is added, and the old one is
  // removed when the new one has loaded, so that nothing flickers.
  const withoutHash = (path) => path.replace(/\.[0-9a-f]{8}(?=\.css$)/, "");
  const updateStylesheets = (sheets) => {
    for (const link of document.querySelectorAll("link[rel~=stylesheet]:not([data-commonground])")) {
      const address = new URL(link.href);
      const sheet = sheets.find((sheet) => withoutHash(sheet) === withoutHash(address.pathname));
      if (address.origin !== location.origin || !sheet) continue;
      const isCurrent = sheet === address.pathname;
      address.pathname = sheet;
      const pending = link.nextElementSibling;
      if (pending && pending.matches("link[data-commonground]")) {
        if (!isCurrent && pending.href === address.href) continue;
        pending.remove();
      }
      if (isCurrent) continue;
      const replacement = link.cloneNode();
      replacement.href = address;
      replacement.dataset.commonground = "pending";
      replacement.addEventListener("load", () => {
        link.remove();
        delete replacement.dataset.commonground;
      });
      replacement.addEventListener("error", () => replacement.remove());
      link.after(replacement);
    }
  };

  let lastState = ""; // the state that was checked last
  let failures = 0;
  const checkOnce = async () => {
    if (isLeaving) return;
    let state, page;
    try {
      const query = new URLSearchParams({ at: decodeURI(location.pathname) });
      const answer = await fetch(`/_reload/state?${query}`, { cache: "no-store" });
      state = await answer.json();
      page = state.fingerprint;
      if (isDesk || page === null) {
        // This is no page of the site (the desk, or faults), so the preview does not know its fingerprint: it is read again.
        const whole = await (await fetch(location.href, { cache: "no-store" })).text();
        const script = whole.match(/\/_reload\/client\.js\?page=([0-9a-f]+)/);
        page = script ? script[1] : pageFingerprint;
      }
    } catch {
      // The preview is busy or has ended. In the second case, the tab that listens is told when it is back.
      if (failures < 5) setTimeout(check, 500 * 2 ** failures++);
      return;
    }
    failures = 0;
    lastState = `${state.version} ${state.has_all_faults}`;
    // A page that differs each time it is loaded would be reloaded without end, so it is reloaded once for each version.
    const reloadKey = page === pageFingerprint ? null : `${location.pathname} ${state.version} ${state.simulated_day}`;
    if (reloadKey === null) store("again", null);
    else if (reloadKey !== retrieve("again")) return reload(reloadKey);
    updateStylesheets(state.stylesheets);
    showNote(state);
  };
  // At most one check waits for the one under way. Each call is answered by a check that begins after it.
  let checking = Promise.resolve();
  let nextCheck = null;
  const check = () => (nextCheck ??= checking.then(() => {
    nextCheck = null;
    return (checking = checkOnce());
  }));

  const handleMessage = (text) => {
    const message = JSON.parse(text);
    if (isLeaving || (message.checked && message.checked === lastState)) return;
    if (message.follow && !isDesk && isFollowingTab() && message.follow !== location.pathname) {
      location.assign(message.follow);
    } else {
      check();
    }
  };
  const broadcast = (text) => { if (channel) channel.postMessage(text); };
  if (channel) channel.addEventListener("message", (event) => handleMessage(event.data));

  let eventSource = null;
  let wasDisconnected = false;
  const stopListening = () => {
    if (eventSource) eventSource.close();
    eventSource = null;
  };
  const listen = () => {
    if (eventSource || isLeaving) return;
    const thisSource = eventSource = new EventSource("/_reload/events");
    thisSource.addEventListener("message", (event) => {
      broadcast(event.data);
      handleMessage(event.data);
    });
    thisSource.addEventListener("error", () => {
      wasDisconnected = true;
      if (thisSource.readyState !== EventSource.CLOSED) return;
      // The connection was refused and not only cut off, so the browser does not try again.
      setTimeout(() => {
        if (eventSource !== thisSource) return;
        eventSource = null;
        listen();
      }, 2000);
    });
    thisSource.addEventListener("open", async () => {
      // Events that were sent before this are lost, so all tabs check now. If the connection was lost, the preview may have
      // been restarted, and its versions cannot be compared with those from before.
      const wasLost = wasDisconnected;
      wasDisconnected = false;
      await check();
      broadcast(JSON.stringify({ checked: wasLost ? "" : lastState }));
    });
  };

  // The tab that holds the lock listens, and passes on to the others what it is told. Browsers put hidden tabs to sleep, so
  // a hidden tab does not wait for the lock, nor keep it from a visible one: a tab that becomes visible takes the lock, and
  // one that is hidden releases it, and goes on listening only if no other tab takes it.
  let releaseLock = () => {};
  const listenWhileVisible = () => {
    const listenOrStop = () => isVisible() ? listen() : stopListening();
    document.addEventListener("visibilitychange", listenOrStop);
    listenOrStop();
  };
  const shareListening = async () => {
    let lockOptions = isVisible() ? { steal: true } : { ifAvailable: true };
    while (!isLeaving) {
      let hasReleased = false;
      try {
        await navigator.locks.request("commonground-reload", lockOptions, (lock) => lock && !isLeaving && new Promise((done) => {
          releaseLock = () => {
            hasReleased = true;
            done();
          };
          listen();
          if (!isVisible() && !lockOptions.ifAvailable) releaseLock();
        }));
      } catch (error) {
        if (error.name !== "AbortError") return listenWhileVisible();
      }
      if (hasReleased) {
        lockOptions = { ifAvailable: true };
        continue;
      }
      stopListening();
      if (isVisible()) {
        const wait = new AbortController();
        releaseLock = () => wait.abort();
        lockOptions = { signal: wait.signal };
      } else {
        releaseLock = () => {};
        await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
        lockOptions = { steal: true };
      }
    }
  };
  document.addEventListener("visibilitychange", () => isVisible() ? check() : releaseLock());
  // Browsers have no locks on pages from another machine without HTTPS. There each visible tab listens.
  if (channel && navigator.locks) shareListening();
  else listenWhileVisible();

  // The note is in its own shadow tree, so that the theme's styles do not affect it, and its styles do not affect the page.
  const createElement = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const bar = createElement("div", { className: "bar" });
  bar.setAttribute("aria-live", "polite");
  const host = createElement("aside", { id: "commonground-note", lang: "en", dir: "ltr", hidden: true }); // note.css shows it
  host.setAttribute("aria-label", "Preview");
  host.attachShadow({ mode: "open" }).append(createElement("link", { rel: "stylesheet", href: "/_reload/note.css" }), bar);
  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  const buildStrips = (state) => {
    const made = [];
    if (state.simulated_day) {
      const strip = createElement("div", { className: "strip day" }, `This preview shows another day: ${state.simulated_day}.`);
      if (state.can_return_to_today) {
        const back = createElement("button", { type: "button" }, "Back to today");
        back.addEventListener("click", () => {
          document.cookie = "commonground-day=; Max-Age=0; Path=/; SameSite=Strict";
          broadcast("{}");
          reload(null);
        });
        strip.append(back);
      }
      made.push(strip);
    }
    if (state.why_withheld) made.push(createElement("div", { className: "strip" }, `Nothing is published here: ${state.why_withheld}.`));
    if (state.draft_hrefs.includes(location.pathname)) {
      made.push(createElement("div", { className: "strip" }, "This is a draft. It is shown here, but not published."));
    }
    return made;
  };

  const buildFaultNote = (state) => {
    const total = state.errors + state.warnings + state.advice;
    if (total === 0) return [];
    const parts = [
      [state.errors, "error", "errors"],
      [state.warnings, "warning", "warnings"],
      [state.advice, "piece of advice", "pieces of advice"],
    ].filter(([number]) => number > 0).map((part) => count(...part));
    const list = createElement("ol");
    for (const fault of state.faults) {
      const item = createElement("li", {}, `${fault.severity}: ${fault.message}`);
      if (fault.location) item.append(createElement("br"), fault.editor_href ? createElement("a", { href: fault.editor_href }, fault.location) : fault.location);
      item.append(createElement("pre", { tabIndex: 0 }, fault.report));
      list.append(item);
    }
    const more = total - state.faults.length;
    const stale = "site.yaml or the theme has faults, so you see the site as it last was without them.";
    return [createElement("details", { className: state.errors ? "error" : "" },
      createElement("summary", {}, parts.join(", ")),
      ...(state.is_stale ? [createElement("p", {}, stale)] : []),
      list,
      createElement("p", {}, more > 0 ? `And ${more} more on ` : "All of them are on ",
        state.has_desk ? createElement("a", { href: "/_desk/faults/" }, "the editors’ desk") : "the editors’ desk", "."))];
  };

  let shownHtml = "";
  const showNote = (state) => {
    markDraftLinks(new Set(state.draft_hrefs));
    const all = [...buildStrips(state), ...buildFaultNote(state)];
    const now = JSON.stringify(all.map((part) => part.outerHTML));
    if (now === shownHtml) return;
    const before = bar.querySelector("details");
    const after = all.find((part) => part.matches("details"));
    if (after) after.open = before ? before.open : shownHtml === "" && isReturning && savedPlace.open;
    shownHtml = now;
    const hadFocus = host.shadowRoot.activeElement;
    bar.replaceChildren(...all);
    if (all.length === 0) host.remove();
    else if (!host.isConnected) document.body.append(host);
    const first = bar.querySelector("summary, button");
    if (hadFocus && first) first.focus();
  };

  // Marks links that lead to drafts.
  const markDraftLinks = (drafts) => {
    for (const link of document.querySelectorAll("a[href]")) {
      const mark = link.querySelector("[data-commonground]");
      const isDraft = link.origin === location.origin && drafts.has(link.pathname);
      if (mark && !isDraft) mark.remove();
      if (mark || !isDraft) continue;
      const made = createElement("span", { lang: "en", dir: "ltr" }, " (draft)");
      made.dataset.commonground = "draft";
      link.append(made);
    }
  };

  // Links in the frame that shows a page as it last was open in the whole window.
  const frame = document.querySelector("iframe[src^='/_reload/former/']");
  const openLinksOnTop = () => frame.contentDocument && frame.contentDocument.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.pathname !== frame.contentWindow.location.pathname) link.target = "_top";
  });
  if (frame) {
    frame.addEventListener("load", openLinksOnTop);
    openLinksOnTop();
  }

  check();
})();
