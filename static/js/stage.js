// Plays the scripts: types on the phone, lets time pass, and shows after each step what could be seen.

const stage = document.getElementById("main");
const phone = document.getElementById("phone");
const inbox = document.getElementById("inbox");
const steps = document.getElementById("steps");
const teaches = document.getElementById("teaches");
const buttons = [...document.querySelectorAll("[data-script]")];
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
const zone = stage.dataset.zone;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const DAY = 86_400_000;
const KEY_EVERY = 14; // ms between two letters that they type
const LOOK_EVERY = 250;

const format = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
const dateWords = format({ weekday: "short", day: "numeric", month: "short" });
const hourWords = format({ hour: "2-digit", minute: "2-digit" });
const dayKey = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });

let ahead = Date.parse(stage.dataset.now) - Date.now();
let shown = "";

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const now = () => Date.now() + ahead;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The date, the hour, and three weeks around today. */
function drawTime() {
  const at = new Date(now());
  document.getElementById("date").textContent = dateWords.format(at).replace(",", "");
  document.getElementById("hour").textContent = `${hourWords.format(at)} ${zone.split("/").at(-1)}`;
  const today = dayKey.format(at);
  if (today === shown) return;
  shown = today;
  const noon = Date.parse(`${today}T12:00:00Z`);
  const monday = noon - ((new Date(noon).getUTCDay() + 6) % 7) * DAY;
  const days = Array.from({ length: 21 }, (_, place) => {
    const day = monday + place * DAY;
    const kind = day === noon ? "today" : day < noon ? "past" : "";
    return element("li", place % 7 > 4 ? `${kind} free` : kind, new Date(day).getUTCDate());
  });
  document.getElementById("calendar").replaceChildren(...days);
}

async function post(url, data) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(data) });
  const found = await answer.json().catch(() => ({ error: `The house answered ${answer.status}.` }));
  if (!answer.ok) throw new Error(found.error);
  return found;
}

const tellPhone = (message) => phone.contentWindow.postMessage({ stage: true, ...message }, stage.dataset.phone);

async function type(text) {
  if (calm) return;
  for (let end = 2; end <= text.length; end += 2) {
    tellPhone({ words: text.slice(0, end) });
    await pause(KEY_EVERY);
  }
}

/** While the house works through the days, the calendar follows its clock. */
async function whileTimePasses(work) {
  const when = document.querySelector(".when");
  let passing = true;
  when.classList.add("passing");
  const follow = (async () => {
    while (passing) {
      const found = await fetch("/demo/now").then((answer) => answer.json()).catch(() => null);
      if (found) await turnTo(Date.parse(found.now));
      await pause(LOOK_EVERY);
    }
  })();
  try {
    return await work;
  } finally {
    passing = false;
    await follow;
    when.classList.remove("passing");
  }
}

/** Leaf through the days, one after another. */
async function turnTo(moment) {
  while (!calm && moment - now() > DAY) {
    ahead += DAY;
    drawTime();
    await pause(60);
  }
  ahead = moment - Date.now();
  drawTime();
}

function tell(line) {
  steps.append(line);
  line.scrollIntoView({ block: "nearest" });
}

async function playStep(script, play, place) {
  const step = play.steps[place];
  const line = element("li", "step now", step.words);
  tell(line);
  if (step.kind === "write") await type(step.text);
  const work = post("/demo/play/step", { script, number: play.number, step: place });
  if (step.kind === "write") tellPhone({ words: "" });
  const seen = await (step.kind === "forward" ? whileTimePasses(work) : work);
  await turnTo(Date.parse(seen.now));
  line.classList.remove("now");
  for (const check of seen.checks) tell(element("li", check.ok ? "check" : "check wrong", check.ok ? check.words : `Not so: ${check.words}`));
  showThread(seen.thread);
  return seen.ok;
}

function showThread(path) {
  if (path && inbox.contentWindow.location.pathname !== path) inbox.contentWindow.location.assign(path);
}

async function play(button) {
  const script = button.dataset.script;
  for (const one of buttons) {
    one.disabled = true;
    one.setAttribute("aria-pressed", String(one === button));
  }
  stage.dataset.playing = script;
  delete stage.dataset.played;
  teaches.textContent = button.title;
  steps.replaceChildren();
  let ok = true;
  try {
    const found = await post("/demo/play/begin", { script });
    phone.src = `${stage.dataset.phone}/?stage=1&number=${encodeURIComponent(found.number)}`;
    await new Promise((loaded) => phone.addEventListener("load", loaded, { once: true }));
    for (const place of found.steps.keys()) ok = (await playStep(script, found, place)) && ok;
    tell(element("li", "step", ok ? "The end. All of it stands in the inbox." : "The end, but not as it should be."));
  } catch (problem) {
    ok = false;
    tell(element("li", "check wrong", problem.message));
  }
  for (const one of buttons) one.disabled = false;
  delete stage.dataset.playing;
  stage.dataset.played = ok ? script : "";
}

for (const button of buttons) button.addEventListener("click", () => play(button));
setInterval(drawTime, 1000);
drawTime();
