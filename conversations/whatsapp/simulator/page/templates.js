// The templates, with WhatsApp's side of them: approve, reject, pause, disable, or put into another category.

import { api, byId, element, reconcile } from "./element.js";

const LOOK_EVERY = 2000; // ms
const DECISIONS = [["approved", "Approve"], ["rejected", "Reject"], ["paused", "Pause"], ["disabled", "Disable"]];

function decide(sent) {
  api("/api/templates", sent).then(draw).catch(failed);
}

function failed() {
  byId("offline").hidden = false;
}

function line(one) {
  const row = element("li", { class: "template" });
  row.append(
    element("h2", { text: one.name || "Not submitted" }),
    element("p", { class: "muted", text: [one.status, one.category.toLowerCase(), one.language, one.rejection_reason].filter(Boolean).join(" · ") }),
    element("p", { class: "words", dir: "auto", text: one.body }),
  );
  if (one.status === "unsubmitted") return row;
  const other = one.category === "MARKETING" ? "UTILITY" : "MARKETING";
  const named = (words) => ({ type: "button", class: "small", text: words, "aria-label": `${words}: ${one.name}` });
  const buttons = DECISIONS.filter(([status]) => status !== one.status).map(([status, words]) =>
    element("button", { ...named(words), onclick: () => decide({ sid: one.sid, status, reason: status === "rejected" ? "Rejected on the simulator's page" : "" }) }),
  );
  buttons.push(element("button", { ...named(`Make it ${other.toLowerCase()}`), onclick: () => decide({ sid: one.sid, category: other }) }));
  row.append(element("div", { class: "row" }, ...buttons));
  return row;
}

function draw({ templates }) {
  byId("offline").hidden = true;
  byId("empty").hidden = templates.length > 0;
  reconcile(byId("templates"), templates.map((one) => ({ key: one.sid, version: JSON.stringify(one), make: () => line(one) })));
}

function look() {
  return api("/api/templates").then(draw, failed);
}

look();
setInterval(() => document.hidden || look(), LOOK_EVERY);
