// The log: one line an exchange in words, the whole of it when opened.

import { api, byId, element, reconcile } from "./element.js";

const LOOK_EVERY = 1500; // ms
const PAGE = 60;
const KINDS = { webhook: "Message", callback: "Status", api: "API call", media: "File" };
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

let limit = PAGE;

function pairs(entry) {
  try {
    const data = JSON.parse(entry.sent);
    return Object.entries(data).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]);
  } catch {
    return [...new URLSearchParams(entry.sent)];
  }
}

function what(entry) {
  const form = Object.fromEntries(pairs(entry));
  if (entry.kind === "webhook") return `${form.ProfileName || form.From}: ${form.Body || `(${form.MessageType})`}`;
  if (entry.kind === "callback") return `${form.MessageStatus} · to ${(form.To || "").replace("whatsapp:", "")}`;
  if (entry.kind === "media") return `the file itself, from the second server`;
  const path = new URL(entry.url).pathname.replace(/^\/2010-04-01\/Accounts\/[^/.]+/, "");
  if (entry.method === "POST" && path === "/Messages.json") return `Send to ${(form.To || "?").replace("whatsapp:", "")}: ${form.Body || `template ${form.ContentSid || ""}`}`;
  return `${entry.method} ${path || "account"}`;
}

function failed(entry) {
  return entry.error_code !== null || entry.status === null || entry.status >= 400;
}

function readable(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function detail(entry) {
  const list = element("dl");
  for (const [key, value] of pairs(entry)) list.append(element("dt", { text: key }), element("dd", { text: value, dir: "auto" }));
  if (entry.signature) list.append(element("dt", { text: "X-Twilio-Signature" }), element("dd", { text: entry.signature }));
  if (entry.token) list.append(element("dt", { text: "I-Twilio-Idempotency-Token" }), element("dd", { text: entry.token }));
  return element(
    "div",
    { class: "detail" },
    again(entry),
    element("div", {}, element("h3", { text: `${entry.method} ${entry.url}` }), list),
    element("div", {}, element("h3", { text: "Answer" }), element("pre", { text: readable(entry.answer) || "empty" })),
  );
}

function again(entry) {
  if (!["webhook", "callback"].includes(entry.kind)) return null;
  const button = (words, more) => element("button", { type: "button", class: "small", text: words, onclick: () => api("/api/again", { id: entry.id, ...more }).finally(look) });
  return element("div", { class: "row" }, button("Deliver again", {}), button("Five times at once", { copies: 5 }), button("With a wrong signature", { signature: "bad" }), button("Unsigned", { signature: "missing" }));
}

function line(entry) {
  const result = `${entry.status ?? "no answer"} · ${entry.ms} ms`;
  const words = element("span", { class: "what", dir: "auto", text: what(entry) });
  const fallback = entry.kind === "webhook" && entry.sent.includes('"ErrorUrl"') ? "To the fallback URL" : "";
  const notes = [fallback, entry.attempt > 1 ? `Attempt ${entry.attempt}` : "", entry.error_code, entry.note].filter(Boolean).join(" · ");
  if (notes) words.append(element("span", { class: "note", text: notes }));
  const summary = element(
    "summary",
    {},
    element("time", { class: "at", datetime: entry.at, text: TIME.format(new Date(entry.at)) }),
    element("span", { class: "kind", text: KINDS[entry.kind] || entry.kind }),
    words,
    element("span", { class: "result", text: result }),
  );
  const open = element("details", {}, summary);
  open.addEventListener("toggle", () => open.open && open.childElementCount === 1 && open.append(detail(entry)));
  return element("li", { class: failed(entry) ? "failed" : null }, open);
}

async function look() {
  const query = new URLSearchParams({ limit: limit + 1 });
  for (const [name, value] of new FormData(byId("filter"))) if (value) query.set(name, value);
  try {
    const { entries } = await api(`/api/log?${query}`);
    byId("offline").hidden = true;
    byId("older").hidden = entries.length <= limit;
    byId("empty").hidden = entries.length > 0;
    reconcile(byId("entries"), entries.slice(0, limit).map((entry) => ({ key: String(entry.id), version: "", make: () => line(entry) })));
  } catch {
    byId("offline").hidden = false;
  }
}

byId("filter").addEventListener("change", look);
byId("filter").addEventListener("submit", (event) => event.preventDefault());
byId("older").addEventListener("click", () => {
  limit += PAGE;
  look();
});
look();
setInterval(() => document.hidden || look(), LOOK_EVERY);
