// The open thread: where it is scrolled, what is being written, and the quotes with their twins.
(() => {
  const scroll = document.querySelector(".scroll");
  const pill = document.querySelector(".new-pill");
  let missed = 0;

  const toBottom = () => scroll && (scroll.scrollTop = scroll.scrollHeight);
  const field = () => document.querySelector("#body");
  const draftName = () => `draft:${document.querySelector("[data-thread]")?.dataset.thread}`;

  function showMissed(count) {
    missed = count;
    if (!pill) return;
    pill.hidden = !count;
    pill.querySelector("span").textContent = `${count} new`;
  }

  // Words are kept on this device until they are sent; storage may be full or forbidden, and then they are not.
  function keep(words) {
    try {
      if (words) localStorage.setItem(draftName(), words);
      else localStorage.removeItem(draftName());
      return true;
    } catch {
      return false;
    }
  }

  function recall() {
    try {
      return localStorage.getItem(draftName()) || "";
    } catch {
      return "";
    }
  }

  function tellKept(words) {
    const place = document.querySelector(".kept");
    if (place) place.textContent = words ? "Draft kept" : "";
  }

  function restoreDraft() {
    const area = field();
    if (area && !area.value) area.value = recall();
    if (area) tellKept(area.value);
  }

  document.addEventListener("input", (event) => {
    if (event.target.id === "body") tellKept(keep(event.target.value) && event.target.value);
  });

  document.addEventListener("parts:merged", ({ detail }) => {
    const { atBottom, arrived, source } = detail;
    if (source?.id === "reply" && !document.querySelector(".composer-pane .problem")) {
      keep("");
      if (field()) {
        field().value = "";
        tellKept("");
      }
      toBottom();
    } else restoreDraft();
    const bubbles = arrived.filter((node) => node.classList.contains("said"));
    if (atBottom) toBottom();
    else if (bubbles.length) showMissed(missed + bubbles.length);
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const target = event.detail.target;
    if (!scroll || !scroll.contains(target) || !target.classList.contains("earlier")) return;
    const below = scroll.scrollHeight - scroll.scrollTop;
    requestAnimationFrame(() => (scroll.scrollTop = scroll.scrollHeight - below));
  });

  scroll?.addEventListener("scroll", () => {
    if (missed && scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80) showMissed(0);
  }, { passive: true });
  pill?.addEventListener("click", () => (toBottom(), showMissed(0)));

  // A quote and its letter in the panel light up together.
  function light(event, on) {
    const here = event.target.closest?.("[data-letter], mark.quote");
    if (!here) return;
    for (const letter of (here.dataset.letter || here.dataset.letters || "").split(" ")) {
      if (!letter) continue;
      for (const twin of document.querySelectorAll(`[data-letter="${letter}"], mark[data-letters~="${letter}"]`)) {
        twin.classList.toggle("lit", on);
      }
    }
  }
  document.addEventListener("mouseover", (event) => light(event, true));
  document.addEventListener("mouseout", (event) => light(event, false));
  document.addEventListener("focusin", (event) => light(event, true));
  document.addEventListener("focusout", (event) => light(event, false));

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-use-suggestion]")) return;
    const area = field();
    const words = document.querySelector(".suggested")?.textContent || "";
    area.value = area.value.trim() ? `${area.value.trimEnd()}\n\n${words}` : words;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelector("#suggestion").open = false;
    area.focus();
  });

  restoreDraft();
  toBottom();
  document.fonts?.ready.then(toBottom);
})();
