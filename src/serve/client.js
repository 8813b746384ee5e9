// In every page of the preview, and in no page that is built: looks again when something has changed, and tells the
// reader what the page itself does not say. One tab listens for all (browsers allow few connections to a host).
(() => {
  "use strict";
  const own = document.currentScript ? new URL(document.currentScript.src).searchParams.get("page") : null;
  if (window !== window.top || window.commonground) return;
  window.commonground = true;
  const SCROLL = "commonground-scroll";
  const FOCUSED = "commonground-focused";
  const me = `${Date.now()}-${Math.random()}`;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("commonground-reload") : null;
  let styles = null;
  let asking = false;
  let again = false;

  // A reload keeps the place in the page; the browser's own memory of it fails when pictures come late.
  const remember = () => {
    try {
      sessionStorage.setItem(SCROLL, JSON.stringify([location.pathname, scrollX, scrollY]));
    } catch { /* storage may be off */ }
  };
  const restore = () => {
    try {
      const [path, x, y] = JSON.parse(sessionStorage.getItem(SCROLL) || "[]");
      sessionStorage.removeItem(SCROLL);
      if (path === location.pathname) scrollTo({ left: x, top: y, behavior: "instant" });
    } catch { /* storage may be off */ }
  };
  restore();
  addEventListener("load", restore);

  const focused = () => {
    try {
      localStorage.setItem(FOCUSED, me);
    } catch { /* storage may be off */ }
  };
  addEventListener("focus", focused);
  if (document.hasFocus()) focused();
  const isFollower = () => {
    try {
      return localStorage.getItem(FOCUSED) === me;
    } catch {
      return document.visibilityState === "visible";
    }
  };

  const reload = () => {
    remember();
    location.reload();
  };

  // A page that is another one each time it is asked for would be loaded without end.
  const AGAIN = "commonground-again";
  const mayReload = (first) => {
    if (!first) return true;
    try {
      const last = Number(sessionStorage.getItem(AGAIN) || 0);
      sessionStorage.setItem(AGAIN, String(Date.now()));
      return Date.now() - last > 2000;
    } catch {
      return false;
    }
  };

  // New style sheets take the place of the old ones once they are there, so that nothing flickers.
  const restyle = (version) => {
    for (const link of document.querySelectorAll("link[rel~=stylesheet]")) {
      const address = new URL(link.href);
      if (address.origin !== location.origin) continue;
      address.searchParams.set("styles", version);
      const fresh = link.cloneNode();
      fresh.href = address;
      fresh.addEventListener("load", () => link.remove());
      fresh.addEventListener("error", () => fresh.remove());
      link.after(fresh);
    }
  };

  const look = async (first = false) => {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      const query = new URLSearchParams({ at: decodeURI(location.pathname) });
      const answer = await fetch(`/_reload/state?${query}`, { cache: "no-store" });
      if (!answer.ok) return;
      const state = await answer.json();
      const desk = location.pathname.startsWith("/_desk/");
      if (!desk && state.page !== null && state.page !== own && mayReload(first)) return reload();
      if (desk || state.page === null) {
        // No page of the site: whatever it is, it is compared as a whole.
        const page = await fetch(location.href, { cache: "no-store" });
        const text = await page.text();
        const found = text.match(/\/_reload\/client\.js\?page=([0-9a-f]+)/);
        if (found && found[1] !== own && mayReload(first)) return reload();
      }
      if (styles !== null && styles !== state.styles) restyle(state.styles);
      styles = state.styles;
      tell(state);
    } catch {
      // The preview has ended; it is asked again when it is back.
    } finally {
      asking = false;
      if (again) {
        again = false;
        look();
      }
    }
  };

  const heard = (text) => {
    let message = {};
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    if (message.follow && isFollower() && message.follow !== location.pathname) {
      location.assign(message.follow);
      return;
    }
    look();
  };

  // The tab that holds the lock listens and passes on what it hears; when it closes, the next one takes over.
  let source = null;
  const listen = () => {
    source = new EventSource("/_reload/events");
    let lost = false;
    source.addEventListener("message", (event) => {
      if (channel) channel.postMessage(event.data);
      heard(event.data);
    });
    source.addEventListener("error", () => { lost = true; });
    source.addEventListener("open", () => {
      if (!lost) return;
      lost = false;
      if (channel) channel.postMessage("{}");
      look();
    });
  };
  if (channel) channel.addEventListener("message", (event) => heard(event.data));
  if (channel && navigator.locks) {
    navigator.locks.request("commonground-reload", () => new Promise(() => listen()));
  } else {
    // Without locks (another machine, over plain HTTP) each open tab listens while it is looked at.
    const turn = () => {
      if (document.visibilityState === "visible" && !source) listen();
      if (document.visibilityState !== "visible" && source) {
        source.close();
        source = null;
      }
    };
    document.addEventListener("visibilitychange", turn);
    turn();
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) look();
  });

  // What is said to the reader stands in a tree of its own: the theme's styles do not reach it, nor its styles the page.
  const STYLE = `
    :host { all: initial; }
    * { box-sizing: border-box; }
    .bar { position: fixed; z-index: 2147483647; inset-inline: 0; bottom: 0; display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end;
      padding: 0.5rem; pointer-events: none; font: 16px/1.45 system-ui, sans-serif; color: #1d1d1f; }
    .bar > * { pointer-events: auto; background: #fff8e6; color: #1d1d1f; border: 2px solid #6b4a00; border-radius: 6px; max-width: 100%; }
    .strip { padding: 0.4rem 0.8rem; }
    .strip.day { background: #e8f1fb; border-color: #1d4f80; }
    details { max-height: 80vh; overflow: auto; }
    details.error { background: #fff0f1; border-color: #a3132b; }
    summary { cursor: pointer; padding: 0.4rem 0.8rem; font-weight: 600; }
    ol { margin: 0; padding: 0 0.8rem 0.8rem 2rem; }
    li { margin-block: 0.6rem; }
    p { margin: 0.2rem 0.8rem 0.6rem; }
    pre { margin: 0.3rem 0 0; padding: 0.5rem; border: 1px solid #6b6558; border-radius: 4px; background: #fff; overflow-x: auto; font: 13px/1.4 ui-monospace, monospace; }
    a { color: #12406b; }
    button { font: inherit; color: #fff; background: #1d4f80; border: 0; border-radius: 4px; padding: 0.2rem 0.7rem; margin-inline-start: 0.5rem; cursor: pointer; }
    :focus-visible { outline: 3px solid #12406b; outline-offset: 2px; }
  `;
  let host = null;
  let root = null;
  let said = "";
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children.filter((child) => child !== null));
    return made;
  };
  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  const strips = (state) => {
    const made = [];
    if (state.day) {
      const strip = element("div", { className: "strip day" }, `The clock is turned: this is the site as on ${state.day}.`);
      if (state.can_turn_back) {
        const back = element("button", { type: "button" }, "Back to today");
        back.addEventListener("click", () => {
          document.cookie = "commonground-day=; Max-Age=0; Path=/; SameSite=Strict";
          reload();
        });
        strip.append(back);
      }
      made.push(strip);
    }
    if (state.withheld) made.push(element("div", { className: "strip" }, `Nothing is published here: ${state.withheld}.`));
    if (state.drafts.includes(location.pathname)) {
      made.push(element("div", { className: "strip" }, "This is a draft: it is shown here and not published."));
    }
    return made;
  };

  const note = (state) => {
    const total = state.errors + state.warnings + state.advice;
    if (total === 0) return null;
    const parts = [
      [state.errors, "error", "errors"],
      [state.warnings, "warning", "warnings"],
      [state.advice, "piece of advice", "pieces of advice"],
    ].filter(([number]) => number > 0).map(([number, one, many]) => count(number, one, many));
    const list = element("ol");
    for (const fault of state.faults) {
      const place = fault.link ? element("a", { href: fault.link }, fault.place) : fault.place;
      const item = element("li", {}, `${fault.severity}: ${fault.message}`);
      if (fault.place) item.append(element("br"), place);
      item.append(element("pre", { tabIndex: 0 }, fault.text));
      list.append(item);
    }
    const more = total - state.faults.length;
    const desk = state.has_desk ? element("a", { href: "/_desk/faults/" }, "the editors’ desk") : "the editors’ desk";
    const details = element("details", { className: state.errors ? "error" : "" }, element("summary", {}, parts.join(", ")));
    if (state.is_stale) {
      details.append(element("p", {}, "site.yaml or the theme has faults: what you see is the last that could be made."));
    }
    details.append(list, element("p", {}, more > 0 ? `And ${more} more on ` : "All of them are on ", desk, "."));
    return details;
  };

  const tell = (state) => {
    mark(state.drafts);
    const key = JSON.stringify([state.faults, state.errors, state.warnings, state.advice, state.day, state.withheld, state.is_stale]);
    if (key === said) return;
    said = key;
    const shown = note(state);
    const open = root && root.querySelector("details") ? root.querySelector("details").open : false;
    const all = [...strips(state), ...(shown ? [shown] : [])];
    if (host) host.remove();
    host = root = null;
    if (all.length === 0) return;
    host = element("aside", { id: "commonground-note" });
    host.setAttribute("aria-label", "Preview");
    host.lang = "en";
    host.dir = "ltr";
    root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    if (shown) shown.open = open;
    root.append(element("div", { className: "bar" }, ...all));
    document.body.append(host);
  };

  // Links that lead to drafts say so.
  const mark = (drafts) => {
    const known = new Set(drafts);
    for (const link of document.querySelectorAll("a[href]")) {
      if (link.dataset.draft || link.origin !== location.origin || !known.has(link.pathname)) continue;
      link.dataset.draft = "yes";
      link.append(" (draft)");
    }
  };

  look(true);
})();
