// Asks every few seconds whether something changed; rests while the page is hidden; says so when nobody answers.
(() => {
  const EVERY = 2500; // milliseconds
  const SLOWEST = 15000;
  let wait = EVERY;
  let timer;
  let since = null;

  const shown = (form) => form.parentElement.offsetParent !== null;

  function beat() {
    clearTimeout(timer);
    if (document.visibilityState === "visible") {
      for (const form of document.querySelectorAll("[data-pulse]")) {
        if (!shown(form)) continue;
        const size = form.elements.size;
        if (size) size.value = document.querySelectorAll(".rows > li .row").length;
        htmx.trigger(form, "pulse");
      }
    }
    timer = setTimeout(beat, wait);
  }

  function lost() {
    since ??= new Date();
    wait = Math.min(SLOWEST, wait * 2);
    const bar = document.querySelector(".offline");
    if (!bar) return;
    bar.hidden = false;
    const clock = since.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    bar.querySelector("[data-offline-words]").textContent =
      `No connection since ${clock}. Trying again every ${Math.round(wait / 1000)} s. Your words are kept.`;
  }

  function found() {
    since = null;
    wait = EVERY;
    const bar = document.querySelector(".offline");
    if (bar) bar.hidden = true;
  }

  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);
  document.addEventListener("htmx:afterRequest", (event) => {
    const status = event.detail.xhr?.status;
    if (status >= 500) lost();
    else if (status) found();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && beat());
  window.addEventListener("online", beat);
  window.addEventListener("offline", lost);
  document.addEventListener("click", (event) => event.target.closest("[data-try-now]") && beat());
  timer = setTimeout(beat, EVERY);
})();
