// Puts renewed parts in their places: only what changed, never where a person is typing, never the scroll.
(() => {
  const AT_BOTTOM = 80; // pixels
  const READ_A_REFUSAL = 20000; // milliseconds: so long no renewal takes away why an act was refused

  const find = (name) => document.querySelector(`[data-part="${name}"]`);
  const adopt = (node) => document.importNode(node, true);

  // Somebody is writing in there, or has a form open that a renewal would close.
  function busy(place) {
    const active = document.activeElement;
    if (active && place.contains(active) && active.matches("input, textarea, select")) return true;
    if (place.querySelector("details[open] form")) return true;
    return [...place.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
  }

  function keepOpen(old, fresh) {
    for (const was of old.querySelectorAll("details[open][id]")) {
      const same = fresh.querySelector(`#${CSS.escape(was.id)}`);
      if (same && !same.querySelector("form")) same.open = true;
    }
  }

  function focusKeeper(place) {
    const active = document.activeElement;
    if (!active || !place.contains(active)) return () => {};
    const key = active.closest("[data-key]")?.dataset.key;
    return () => {
      if (active.isConnected) return document.activeElement === active || active.focus({ preventScroll: true });
      const again = key && place.querySelector(`[data-key="${CSS.escape(key)}"] a`);
      if (again) again.focus({ preventScroll: true });
    };
  }

  // Children with keys are renewed one by one. Pages loaded by hand (data-old) stay as they are.
  function mergeKeyed(place, fresh) {
    const refocus = focusKeeper(place);
    const old = [...place.children].filter((node) => "old" in node.dataset);
    const oldKeys = new Set(old.map((node) => node.dataset.key));
    const have = new Map([...place.children].filter((n) => !("old" in n.dataset)).map((n) => [n.dataset.key, n]));
    const arrived = [];
    let skipped = false;
    let at = old.length ? old[old.length - 1].nextElementSibling : place.firstElementChild;
    for (const wanted of [...fresh.children]) {
      const key = wanted.dataset.key;
      if (old.length && (key === "earlier" || oldKeys.has(key))) continue;
      let node = have.get(key);
      have.delete(key);
      if (!node) {
        node = adopt(wanted);
        node.classList.add("fresh");
        arrived.push(node);
        place.insertBefore(node, at);
        htmx.process(node);
        continue;
      }
      if (node.dataset.version !== wanted.dataset.version) {
        if (busy(node)) skipped = true;
        else {
          const renewed = adopt(wanted);
          keepOpen(node, renewed);
          if (at === node) at = renewed;
          node.replaceWith(renewed);
          htmx.process(renewed);
          node = renewed;
        }
      }
      if (node === at) at = at.nextElementSibling;
      else place.insertBefore(node, at);
    }
    for (const gone of have.values()) gone.remove();
    refocus();
    return { arrived, skipped };
  }

  function mergePlain(place, fresh, source) {
    const own = source && source.method === "post" && place.contains(source);
    // The field is renewed only when what may be written has changed; its words are kept as a draft.
    if (!own && place.dataset.part !== "composer" && busy(place)) return { skipped: true };
    if (!own && Date.now() - (place.dataset.refused || 0) < READ_A_REFUSAL) return { skipped: true };
    const renewed = adopt(fresh);
    keepOpen(place, renewed);
    renewed.className = place.className || renewed.className;
    if (own && renewed.querySelector(".problem")) renewed.dataset.refused = Date.now();
    const hadFocus = place.contains(document.activeElement) && document.activeElement;
    const name = hadFocus && hadFocus.name;
    place.replaceWith(renewed);
    htmx.process(renewed);
    if (name) renewed.querySelector(`[name="${CSS.escape(name)}"]:not([type=hidden])`)?.focus({ preventScroll: true });
    else if (hadFocus) renewed.querySelector("a, button, summary")?.focus({ preventScroll: true });
    return { skipped: false };
  }

  // Returns whether everything found its place; if not, the cursor must not move on.
  function merge(html, source) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const scroll = document.querySelector(".scroll");
    const atBottom = scroll && scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < AT_BOTTOM;
    let complete = true;
    let arrived = [];
    for (const fresh of page.querySelectorAll("[data-part]")) {
      const place = find(fresh.dataset.part);
      if (!place || place.dataset.version === fresh.dataset.version) continue;
      if ("keyed" in fresh.dataset) {
        const done = mergeKeyed(place, fresh);
        if (place.classList.contains("timeline")) arrived = done.arrived;
        if (done.skipped) complete = false;
        else place.dataset.version = fresh.dataset.version;
      } else if (mergePlain(place, fresh, source).skipped) complete = false;
    }
    document.dispatchEvent(new CustomEvent("parts:merged", { detail: { atBottom, arrived, source } }));
    return complete;
  }

  // Twice the same day, once from a page loaded by hand: one is enough.
  document.addEventListener("htmx:afterSwap", () => {
    const old = new Set([...document.querySelectorAll(".timeline > .day[data-old]")].map((day) => day.dataset.key));
    for (const day of document.querySelectorAll(".timeline > .day:not([data-old])")) {
      if (old.has(day.dataset.key)) day.remove();
    }
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, elt } = event.detail;
    if (!xhr || !xhr.getResponseHeader("X-Parts")) return;
    const complete = merge(xhr.responseText, elt);
    const after = elt.matches("[data-pulse]") && elt.elements.after;
    if (after && complete) after.value = xhr.getResponseHeader("X-Cursor") || "";
  });
})();
