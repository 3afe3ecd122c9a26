// The phone page: one look at the simulator every moment, and what the customer does.

import { api, byId, element } from "./element.js";
import { drawPeople, newPersonForm, remember, remembered } from "./people.js";
import { drawThread, followThread } from "./thread.js";
import { Clock, drawClock, drawFaults, drawWindow, forwardButtons } from "./world.js";

const LOOK_EVERY = 600; // ms
const LOOK_HIDDEN = 5000;
const LOOK_AFTER_FAILURE = 2500;
const OPENERS = {
  es: ["Hola, ¿cuánto cuesta un envío a Casablanca?", "Estoy en una feria hasta el viernes, escríbeme el lunes por la mañana", "Quiero hablar con una persona, por favor"],
  pt: ["Olá, quanto custa um envio para Santos?", "Agora não posso decidir. Fale comigo depois do dia 10", "Quero falar com uma pessoa, por favor"],
  en: ["Hi, what would it cost to ship a pallet to Oslo?", "I’m travelling until Friday, write to me on Monday morning", "I’d like to talk to a person, please"],
};
const LANGUAGE_OF_CODE = { "+34": "es", "+52": "es", "+54": "es", "+57": "es", "+56": "es", "+51": "es", "+55": "pt", "+351": "pt" };
const SAMPLE_WORDS = { forwarded: "Loading times changed: the dock now closes at 16:00.", ad: "Hi, I saw your advertisement. What would four pallets cost?" };

const state = { number: remembered(), seen: null, version: null, clock: new Clock("UTC"), looking: false, again: false };

function person() {
  return state.seen?.people.find((one) => one.number === state.number);
}

async function look() {
  if (state.looking) {
    state.again = true;
    return;
  }
  state.looking = true;
  clearTimeout(state.timer);
  let next = document.hidden ? LOOK_HIDDEN : LOOK_EVERY;
  try {
    const query = new URLSearchParams({ number: state.number });
    if (state.version !== null && state.shown === state.number) query.set("version", state.version);
    const found = await api(`/api/page?${query}`);
    byId("offline").hidden = true;
    const asked = query.get("number");
    if (asked === state.number) take(found, asked);
  } catch {
    byId("offline").hidden = false;
    next = LOOK_AFTER_FAILURE;
  }
  state.looking = false;
  state.timer = setTimeout(look, state.again ? 0 : next);
  state.again = false;
}

function take(found, asked) {
  state.seen = { ...state.seen, ...found };
  state.version = found.version;
  state.shown = asked;
  if (!person() && state.seen.people.length) return choose(state.seen.people[0].number);
  draw(found);
}

function draw(found) {
  const { seen } = state;
  const who = person();
  const now = Date.parse(seen.now);
  if (state.clock.zone !== who.zone) state.clock = new Clock(who.zone);
  drawClock(state.clock, now, seen.offset_seconds);
  drawWindow(seen.window_until, now, who.name);
  drawThread({ ...seen, now, clock: state.clock, number: state.number, onTap: tap, onReply: quote });
  byId("presence").textContent = seen.typing ? "typing…" : "business account";
  if (!found.people) return;
  byId("business").textContent = seen.business;
  drawPeople(seen.people, state.number, choose);
  byId("show-people").textContent = who.name.split(" ")[0];
  byId("empty-name").textContent = `${who.name}’s`;
  drawOpeners();
  drawFaults(seen.faults, look);
  byId("failures").hidden = !seen.failures;
  byId("failures").textContent = seen.failures > 99 ? "99+" : seen.failures;
  const unread = seen.messages.some((message) => message.direction !== "inbound" && message.status === "delivered");
  if (unread && !document.hidden) api("/api/read", { number: state.number }).catch(() => {});
}

function drawOpeners() {
  const code = Object.keys(LANGUAGE_OF_CODE).find((one) => state.number.startsWith(one));
  const lines = OPENERS[LANGUAGE_OF_CODE[code] || "en"];
  const fill = (line) => () => {
    byId("words").value = line;
    grow();
    byId("words").focus();
  };
  byId("openers").replaceChildren(...lines.map((line) => element("li", {}, element("button", { type: "button", text: line, onclick: fill(line) }))));
}

function choose(number) {
  state.number = number;
  state.version = null;
  remember(number);
  byId("not-taken").hidden = true;
  byId("new-pill").hidden = true;
  quote(null);
  openPanel(null);
  look();
}

async function write(given) {
  const sent = state.quoted ? { quoted: state.quoted, ...given } : given;
  quote(null);
  const problem = byId("not-taken");
  problem.hidden = true;
  const answered = api("/api/inbound", { from: `whatsapp:${state.number}`, profile_name: person().name, ...sent });
  setTimeout(look, 60);
  try {
    const { status, note } = await answered;
    problem.textContent = `The house did not take it. ${note}`;
    problem.hidden = status !== null ? status < 400 : !note || note.includes("on purpose");
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
  }
  byId("scroller").scrollTop = byId("scroller").scrollHeight;
  look();
}

function tap(message, button) {
  return write({ kind: button.kind || (message.content_sid ? "button" : "quick_reply"), tapped: button, quoted: message.sid });
}

function attach(kind) {
  if (!(kind in SAMPLE_WORDS)) return write({ kind });
  const words = byId("words");
  const body = words.value.trim() || SAMPLE_WORDS[kind];
  words.value = "";
  grow();
  return write({ kind, body });
}

/** The next thing they send answers this message; null: it answers none. */
function quote(message) {
  state.quoted = message?.sid ?? null;
  byId("quoting").hidden = !message;
  byId("quoting-words").textContent = message ? `Reply to: ${message.body || "this"}` : "";
  if (message) byId("words").focus();
}

function grow() {
  const words = byId("words");
  words.style.height = "auto";
  words.style.height = `${words.scrollHeight + 2}px`;
}

function openPanel(id) {
  for (const [button, panel] of [["show-people", "people-panel"], ["show-world", "world-panel"]]) {
    const open = panel === id && !byId(panel).classList.contains("open");
    byId(panel).classList.toggle("open", open);
    byId(button).setAttribute("aria-expanded", String(open));
  }
}

function openAttachments(open) {
  byId("attachments").hidden = !open;
  byId("attach").setAttribute("aria-expanded", String(open));
}

function listen() {
  const words = byId("words");
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    const body = words.value.trim();
    if (!body || !person()) return;
    words.value = "";
    grow();
    write({ body });
  });
  words.addEventListener("input", grow);
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId("composer").requestSubmit();
  });
  byId("attach").addEventListener("click", () => openAttachments(byId("attachments").hidden));
  byId("attachments").addEventListener("click", (event) => {
    const kind = event.target.dataset.send;
    if (!kind) return;
    openAttachments(false);
    attach(kind);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openAttachments(false);
    openPanel(null);
  });
  byId("show-people").addEventListener("click", () => openPanel("people-panel"));
  byId("show-world").addEventListener("click", () => openPanel("world-panel"));
  byId("quoting-off").addEventListener("click", () => quote(null));
  byId("reset").addEventListener("click", () => api("/api/reset", {}).then(look));
  document.addEventListener("visibilitychange", look);
}

/** On the demo's stage another page of this machine types for the customer; sending stays with the house. */
function followStage() {
  if (!new URLSearchParams(location.search).has("stage")) return;
  document.body.classList.add("on-stage");
  window.addEventListener("message", (event) => {
    const local = ["127.0.0.1", "localhost"].includes(new URL(event.origin).hostname);
    if (!local || event.source !== window.parent || event.data?.stage !== true) return;
    byId("words").value = String(event.data.words ?? "");
    grow();
  });
}

listen();
followStage();
followThread();
forwardButtons(look);
newPersonForm(choose);
look();
