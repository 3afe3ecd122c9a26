// Whose phone this is. The choice is remembered in this browser.

import { api, byId, element, reconcile } from "./element.js";

const REMEMBERED = "simulator.person";

export function remembered() {
  return new URLSearchParams(location.search).get("number")?.replace(/^ /, "+") || localStorage.getItem(REMEMBERED) || "";
}

export function remember(number) {
  localStorage.setItem(REMEMBERED, number);
}

function initials(person) {
  const words = person.name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  return words.length ? words.slice(0, 2).map((word) => [...word][0]).join("").toUpperCase() : person.number.slice(-2);
}

export function drawPeople(people, chosen, choose) {
  reconcile(
    byId("people"),
    people.map((person) => ({
      key: person.number,
      version: JSON.stringify([person, person.number === chosen]),
      make: () => {
        const city = person.zone.split("/").at(-1).replaceAll("_", " ");
        const parts = [
          element("span", { class: "initials", "aria-hidden": "true", text: initials(person) }),
          element("span", { class: "name", dir: "auto", text: person.name }),
          element("span", { class: "where", text: `${city} · ${person.number}` }),
        ];
        return element("li", {}, element("button", { type: "button", "aria-current": person.number === chosen ? "true" : null, onclick: () => choose(person.number) }, ...parts));
      },
    })),
  );
}

export function newPersonForm(choose) {
  const form = byId("new-person");
  const opener = byId("someone-else");
  const error = byId("new-person-error");
  const show = (open) => {
    form.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) form.elements.number.focus();
  };
  opener.addEventListener("click", () => show(form.hidden));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.hidden = true;
    try {
      const person = await api("/api/people", { number: form.elements.number.value, name: form.elements.name.value, hidden: form.elements.hidden.checked });
      form.reset();
      show(false);
      choose(person.number);
    } catch {
      error.textContent = "That is no phone number: begin with + and the country, for example +34 600 111 222.";
      error.hidden = false;
    }
  });
}
