// The messages as the customer's phone shows them: theirs to the right with ticks, the business's to the left.

import { byId, element, icon, reconcile } from "./element.js";

const CHECK = "M20 6 9 17l-5-5";
const CHECKS = ["M18 6 7 17l-5-5", "m22 10-7.5 7.5L13 16"];
const TICKS = {
  sent: () => icon([CHECK], { label: "sent" }),
  delivered: () => icon(CHECKS, { label: "delivered" }),
  read: () => icon(CHECKS, { label: "read", kind: "read" }),
};
const ATTACHED = {
  audio: ["Voice message", ["M12 19v3", "M19 10v2a7 7 0 0 1-14 0v-2", "M12 2a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V5a3 3 0 0 1 3-3z"]],
  image: ["Photo", ["M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z", "m21 15-3-3a2 2 0 0 0-3 0l-9 9"]],
  video: ["Video", ["m16 13 5 3V8l-5 3", "M4 6h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z"]],
  document: ["Document", ["M14 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8z", "M14 2v6h6"]],
  sticker: ["Sticker", ["M21 9a9 9 0 1 0-12 12l12-12z"]],
  location: ["Location", ["M20 10c0 5-5.5 10.2-7.4 11.8a1 1 0 0 1-1.2 0C9.5 20.2 4 15 4 10a8 8 0 0 1 16 0", "M12 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6z"]],
  contacts: ["Contact", ["M16 21v-2a4 4 0 0 0-4-4H8a4 4 0 0 0-4 4v2", "M10 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8z"]],
};
const ARRIVED = new Set(["delivered", "read"]);
const LOST = new Set(["failed", "undelivered", "canceled"]);
const SHOW_UNDERWAY_AFTER = 2500; // ms; most messages are there by then
const NEAR_END = 80; // px

/** WhatsApp's *bold*, _italic_ and ~struck~ words, as elements. */
function formatted(text) {
  const kinds = { "*": "b", _: "em", "~": "s" };
  const paragraph = element("p", { dir: "auto" });
  for (const part of text.split(/((?<![\p{L}\p{N}])([*_~])(?!\s)[^*_~\n]+?(?<!\s)\2(?![\p{L}\p{N}]))/u).filter((_, i) => i % 3 !== 2)) {
    const kind = part.length > 2 && part[0] === part.at(-1) ? kinds[part[0]] : undefined;
    paragraph.append(kind ? element(kind, { text: part.slice(1, -1) }) : part);
  }
  return paragraph;
}

/** The file itself, as the phone would show it; the sample files come with the simulator. */
function preview(message) {
  const file = message.beside.file;
  if (!file) return null;
  const src = `/samples/${file}`;
  if (["image", "sticker"].includes(message.message_type)) return element("img", { class: message.message_type, src, alt: "" });
  if (message.message_type === "audio") return element("audio", { src, controls: true });
  if (message.message_type === "video") return element("video", { src, controls: true });
  return element("a", { href: src, text: file });
}

function contentOf(message, quoted) {
  const attached = ATTACHED[message.message_type];
  const parts = [];
  const { ad, forwarded, place } = message.beside;
  if (forwarded) parts.push(element("span", { class: "kind", text: "Forwarded" }));
  if (ad) parts.push(element("span", { class: "kind", text: `From the advertisement “${ad}”` }));
  if (quoted) parts.push(element("span", { class: "quoted", dir: "auto", text: quoted.body || "A message without words" }));
  if (message.content_sid) parts.push(element("span", { class: "kind", text: "Template" }));
  if (attached) parts.push(element("span", { class: "attached" }, icon(attached[1]), place || attached[0]), preview(message) ?? "");
  else if (!message.body && message.media.length) parts.push(element("span", { class: "attached", text: "Attachment" }));
  if (message.body) parts.push(formatted(message.body));
  if (!parts.length && message.message_type) parts.push(element("span", { class: "attached", text: "Something this phone has no name for" }));
  return parts;
}

function bubble(message, mine, turned, clock, { onTap, onReply, quoted }) {
  const meta = element("span", { class: "meta" }, element("time", { datetime: message.at, text: clock.time(message.at) }));
  if (mine) meta.append(TICKS[message.tick]());
  const lost = LOST.has(message.status);
  const row = element("li", { class: [mine && "mine", turned && "turned", lost && "undelivered"].filter(Boolean).join(" ") });
  row.append(element("div", { class: "bubble" }, ...contentOf(message, quoted), meta));
  if (lost) row.append(element("p", { class: "why", text: `Never reached this phone: ${message.error_message || message.status}${message.error_code ? ` (${message.error_code})` : ""}` }));
  else if (!mine && !ARRIVED.has(message.status)) row.append(element("p", { class: "why", text: "Still on its way to this phone" }));
  if (!mine && !lost) row.append(element("button", { type: "button", class: "reply", text: "Reply", "aria-label": `Reply to: ${message.body || "this message"}`, onclick: () => onReply(message) }));
  if (message.buttons.length && !lost) {
    const buttons = message.buttons.map((button) => element("button", { type: "button", text: button.title, onclick: () => onTap(message, button) }));
    row.append(element("div", { class: "buttons" }, ...buttons));
  }
  return row;
}

function visible(message, now) {
  if (message.status === "scheduled") return false;
  if (message.direction === "inbound" || ARRIVED.has(message.status) || LOST.has(message.status)) return true;
  return now - Date.parse(message.at) > SHOW_UNDERWAY_AFTER;
}

/** Draw the thread; keeps the place of somebody who reads further up. Returns whether a message is still under way. */
export function drawThread({ messages, typing, now, clock, number, onTap, onReply }) {
  const list = byId("thread");
  const scroller = byId("scroller");
  const shown = messages.filter((message) => visible(message, now));
  const wanted = [];
  let day = "";
  let side = null;
  for (const message of shown) {
    const today = clock.day(message.at, now);
    const mine = message.direction === "inbound";
    if (today !== day) {
      wanted.push({ key: `day ${clock.date(message.at)}`, version: today, make: () => element("li", { class: "day", text: today }) });
      side = null;
    }
    const turned = side !== mine;
    [day, side] = [today, mine];
    const version = JSON.stringify([message.status, message.tick, message.body, turned]);
    wanted.push({ key: message.sid, version, make: () => bubble(message, mine, turned, clock, { onTap, onReply, quoted: messages.find((one) => one.sid === message.beside.quoted) }) });
  }
  if (typing) wanted.push({ key: "typing", version: "", make: typingDots });
  const samePhone = list.dataset.number === number;
  const before = list.querySelectorAll("li:not(.day, .mine, .typing)").length;
  const atEnd = !samePhone || scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;
  list.dataset.number = number;
  reconcile(list, wanted);
  const added = list.querySelectorAll("li:not(.day, .mine, .typing)").length - before;
  if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  else if (samePhone && added > 0) announce(added);
  byId("empty").hidden = shown.length > 0;
  return shown.length < messages.length;
}

function typingDots() {
  const dots = element("div", { class: "bubble" }, element("i"), element("i"), element("i"));
  return element("li", { class: "typing", "aria-label": "typing…" }, dots);
}

function announce(added) {
  const pill = byId("new-pill");
  pill.textContent = `${added} new`;
  pill.hidden = false;
}

export function followThread() {
  const scroller = byId("scroller");
  const pill = byId("new-pill");
  pill.addEventListener("click", () => (scroller.scrollTop = scroller.scrollHeight));
  scroller.addEventListener("scroll", () => {
    if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END) pill.hidden = true;
  });
}
