// The Move panel of the board, and arrow keys among the entries of the calendar.
(() => {
  const mover = document.querySelector("#mover");

  function close() {
    if (!mover || !mover.firstElementChild) return false;
    const from = mover.querySelector("[data-from]")?.dataset.from;
    mover.replaceChildren();
    document.getElementById(from)?.querySelector("a")?.focus();
    return true;
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === mover) mover.querySelector("input[name=text]")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]") || !mover?.contains(event.target)) return;
    event.preventDefault();
    close();
  });

  // In the calendar the arrows go from day to day and from entry to entry.
  function step(entry, key) {
    const all = [...document.querySelectorAll(".calendar .entry")];
    const days = [...new Set(all.map((each) => each.dataset.day))].sort();
    const same = all.filter((each) => each.dataset.day === entry.dataset.day);
    const at = same.indexOf(entry);
    if (key === "ArrowDown") return same[at + 1];
    if (key === "ArrowUp") return same[at - 1];
    const day = days[days.indexOf(entry.dataset.day) + (key === "ArrowRight" ? 1 : -1)];
    const there = all.filter((each) => each.dataset.day === day);
    return there[Math.min(at, there.length - 1)];
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && close()) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const entry = event.target.closest?.(".calendar .entry");
    if (!entry || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    step(entry, event.key)?.focus();
  });
})();
