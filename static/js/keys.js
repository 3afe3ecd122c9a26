// Keys: J K move, C claim, T take over, H or B hand back, M move the message, / search, Escape closes. Off while typing.
(() => {
  const typing = (node) => node.matches?.("input, textarea, select, [contenteditable]");

  // Some people's tools speak letters: single keys can be switched off, on this device.
  const choice = document.querySelector("#single-keys");
  try {
    choice.checked = localStorage.getItem("single-keys") !== "off";
    choice.closest("label").hidden = false;
    choice.addEventListener("change", () => localStorage.setItem("single-keys", choice.checked ? "on" : "off"));
  } catch {
    // without storage they stay on, and the switch stays hidden
  }

  function step(by) {
    const rows = [...document.querySelectorAll(".row")];
    const here = rows.indexOf(document.activeElement);
    const start = here >= 0 ? here : rows.findIndex((row) => row.classList.contains("current"));
    rows[Math.max(0, Math.min(rows.length - 1, start + by))]?.focus();
  }

  function handBack() {
    const box = document.querySelector("#hand-back");
    if (!box) return;
    if ("open" in box) box.open = true;
    box.querySelector("textarea").focus();
  }

  function move() {
    const box = document.querySelector("#move");
    if (!box) return document.activeElement.closest(".step-card")?.querySelector("[data-move]")?.click();
    box.open = true;
    box.querySelector("[name=text]").focus();
  }

  const ACTS = {
    j: () => step(1),
    k: () => step(-1),
    c: () => document.querySelector('[data-key-hint="c"]')?.click(),
    t: () => document.querySelector('[data-key-hint="t"]')?.click(),
    h: handBack,
    b: handBack,
    m: move,
    "/": () => document.querySelector('[name="q"]')?.focus(),
  };

  function closeAll() {
    const open = document.querySelector("details[open].hand-back, details[open].me, details[open].order, details[open].menu, .card-acts details[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    } else if (document.querySelector(".side:target")) location.hash = "main";
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return closeAll();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.id === "body") {
      event.preventDefault();
      return event.target.form.requestSubmit();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (!choice.checked) return;
    const act = ACTS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // A press beside an open menu closes it.
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details[open][name='popover']")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
})();
