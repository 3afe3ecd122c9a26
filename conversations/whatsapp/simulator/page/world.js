// What is around the phone: the simulated time, the time left to write freely, and the faults to switch on.

import { api, byId, element, reconcile } from "./element.js";

const FAULTS = [
  ["ticks_late", "Ticks arrive late", {}],
  ["inbound_twice", "The same message arrives twice", {}],
  ["inbound_late", "The next message arrives late", { times: 1 }],
  ["inbound_lost", "The next message is lost", { times: 1 }],
  ["inbound_bad_signature", "The next message is signed wrongly", { times: 1 }],
  ["ticks_twice", "Ticks arrive twice", {}],
  ["ticks_lost", "Ticks are lost", {}],
  ["callback_first", "The tick overtakes the answer", {}],
  ["blocked", "They have blocked the business", {}],
  ["fail", "The number is not on WhatsApp", { code: 63003 }],
  ["drop", "Sending gets no answer, though it was sent", {}],
  ["reject", "They have opted out at Twilio", { code: 21610 }],
  ["media_expired", "Files cannot be fetched", {}],
  ["500", "Sending fails (500)", {}],
  ["429", "Too many requests", {}],
  ["down", "The channel is down", {}],
];

/** Words for instants in one person's time zone. */
export class Clock {
  constructor(zone) {
    this.zone = zone;
    const make = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
    this.hours = make({ hour: "2-digit", minute: "2-digit" });
    this.days = make({ weekday: "long", day: "numeric", month: "long" });
    this.keys = make({ year: "numeric", month: "2-digit", day: "2-digit" });
    this.whole = make({ weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  }

  get city() {
    return this.zone === "UTC" ? "UTC" : this.zone.split("/").at(-1).replaceAll("_", " ");
  }

  time(at) {
    return this.hours.format(new Date(at));
  }

  date(at) {
    return this.keys.format(new Date(at));
  }

  day(at, now) {
    if (this.date(at) === this.date(now)) return "Today";
    if (this.date(at) === this.date(now - 86_400_000)) return "Yesterday";
    return this.days.format(new Date(at));
  }
}

function span(milliseconds) {
  const minutes = Math.round(milliseconds / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days) return `${days} ${days === 1 ? "day" : "days"}${hours ? ` ${hours} h` : ""}`;
  return minutes >= 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes} min`;
}

export function drawClock(clock, now, offsetSeconds) {
  byId("clock").textContent = clock.whole.format(new Date(now)).replace(" at ", ", ");
  const ahead = offsetSeconds >= 60 ? `, ${span(offsetSeconds * 1000)} ahead of the real clock` : "";
  byId("clock-note").textContent = `in ${clock.city}${ahead}`;
}

export function drawWindow(until, now, name) {
  const left = until ? Date.parse(until) - now : 0;
  const words = left > 0 ? `${span(left)} left: the business may write freely` : until ? `Closed: only an approved template reaches ${name}` : `Opens when ${name} writes, for 24 hours`;
  const meter = element("span", { class: left < 4 * 3_600_000 ? "meter closing" : "meter" }, element("i"));
  meter.firstChild.style.width = `${Math.max(0, Math.min(100, left / 864_000))}%`;
  byId("window").replaceChildren(words, meter);
}

export function drawFaults(active, changed) {
  const on = new Set(active.filter((fault) => fault.number === null).map((fault) => fault.kind));
  reconcile(
    byId("faults"),
    FAULTS.map(([kind, words, more]) => ({
      key: kind,
      version: String(on.has(kind)),
      make: () => {
        const flip = (event) => api("/api/faults", event.target.checked ? { kind, ...more } : { kind, off: true }).then(changed);
        const box = element("input", { type: "checkbox", checked: on.has(kind), onchange: flip });
        return element("li", {}, element("label", { class: on.has(kind) ? "on" : null }, box, words));
      },
    })),
  );
}

export function forwardButtons(changed) {
  const buttons = [...byId("forward").querySelectorAll("button")];
  const note = byId("forward-note");
  const forward = async (button) => {
    buttons.forEach((one) => (one.disabled = true));
    note.textContent = "Time passes…";
    try {
      const { processed } = await api("/api/forward", { seconds: Number(button.dataset.seconds) });
      note.textContent = processed ? `Done: ${processed} ${processed === 1 ? "turn" : "turns"} of work fell due on the way.` : "Done: nothing fell due on the way.";
    } catch (error) {
      note.textContent = error.message;
    }
    buttons.forEach((one) => (one.disabled = false));
    changed();
  };
  buttons.forEach((button) => button.addEventListener("click", () => forward(button)));
}
