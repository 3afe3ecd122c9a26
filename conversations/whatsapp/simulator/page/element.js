// Small building blocks of both pages. Text always goes in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties (`class`, `text`, `on…`, attributes) and children. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "text") made.textContent = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key === "class" ? "class" : key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A stroked icon from path data; `label` is read to those who do not see it. */
export function icon(paths, { label = "", kind = "" } = {}) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  if (kind) svg.setAttribute("class", kind);
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else svg.setAttribute("aria-hidden", "true");
  for (const data of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", data);
    svg.append(path);
  }
  return svg;
}

export const byId = (id) => document.getElementById(id);

/** GET, or POST when there is something to send. Rejects with the simulator's own sentence. */
export async function api(path, sent) {
  const options = sent === undefined ? {} : { method: "POST", body: JSON.stringify(sent) };
  const answer = await fetch(path, options);
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.error || `The simulator answered ${answer.status}`);
  return data;
}

/** Bring a list's children to `wanted` ({key, version, make}), touching only what changed. */
export function reconcile(list, wanted) {
  const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
  let before = null;
  for (const { key, version, make } of wanted) {
    let child = known.get(key);
    known.delete(key);
    if (!child || child.dataset.version !== version) {
      const fresh = make();
      fresh.dataset.key = key;
      fresh.dataset.version = version;
      if (child) child.replaceWith(fresh);
      child = fresh;
    }
    const place = before ? before.nextSibling : list.firstChild;
    if (place !== child) list.insertBefore(child, place);
    before = child;
  }
  for (const gone of known.values()) gone.remove();
}
