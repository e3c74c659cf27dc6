"use strict";
/* What all pages have. A page is drawn from DATA with el() and text nodes alone: no string ever becomes markup. */

const DATA = JSON.parse(document.getElementById("data").textContent);

/* Controls, marks that turn the direction of writing, separators, and marks that a browser shows as nothing where they do harm. */
const STEERING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/g;

/* Text from outside as nodes: characters that would steer the page stand as their numbers, everything else as it is. */
function visible(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(STEERING)) {
    if (found.index > from) nodes.push(document.createTextNode(text.slice(from, found.index)));
    const mark = document.createElement("span");
    mark.className = "steering";
    mark.textContent = "U+" + found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    nodes.push(mark);
    from = found.index + found[0].length;
  }
  if (from < text.length) nodes.push(document.createTextNode(text.slice(from)));
  return nodes;
}

/* The same as a plain string, for attributes and the clipboard. */
function plain(text) {
  return text.replace(STEERING, (found) => "[U+" + found.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "]");
}

/* An element: el("p", { class: "faint" }, "text", node). Children are nodes, strings, or lists of them; null is nothing.
   Attributes that begin with "on" are listeners, and must be functions. */
function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : plain(String(value)));
  }
  add(made, children);
  return made;
}

function add(parent, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) parent.append(child);
    else parent.append(...visible(String(child)));
  }
  return parent;
}

/* The same for drawings. */
function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined) made.setAttribute(key, plain(String(value)));
  }
  add(made, children);
  return made;
}

/* A name or a headline from outside: its direction is its own. */
function given(text, attributes) {
  return el("bdi", { class: "given", dir: "auto", ...attributes }, text);
}

const byId = (id) => document.getElementById(id);

/* 12,345 */
function count(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/* 1 article, 12 articles */
function things(number, thing) {
  return count(number) + " " + thing + (number === 1 ? "" : "s");
}

/* A share in whole percent: 100 only for all, 0 only for none. */
function percent(shared, total) {
  let rounded = total === 0 ? 0 : Math.floor((200 * shared + total) / (2 * total));
  if (rounded === 0 && shared > 0) rounded = 1;
  if (rounded === 100 && shared < total) rounded = 99;
  return rounded + "\u00a0%";
}

/* A ratio to two places, rounded down: what misses a threshold does not show it. */
function quotient(shared, total) {
  const hundredths = total === 0 ? 0 : Math.floor((100 * shared) / total);
  return Math.floor(hundredths / 100) + "." + String(hundredths % 100).padStart(2, "0");
}

/* Says something to a screen reader. */
function announce(text) {
  byId("announcer").textContent = plain(text);
}

/* Draws the entries of a long list a piece at a time: `draw(entry, place)` gives a node, and the next piece comes when the end of the
   list nears the window, or all of them before printing. Returns a function that draws another list in its place. */
function drawOnDemand(container, draw, piece = 100) {
  const end = el(container.tagName === "TBODY" ? "tr" : container.tagName === "UL" || container.tagName === "OL" ? "li" : "div",
    { class: "unseen", "aria-hidden": "true" });
  let entries = [], drawn = 0;
  const more = (upTo) => {
    const fresh = document.createDocumentFragment();
    for (; drawn < Math.min(upTo, entries.length); drawn += 1) fresh.append(draw(entries[drawn], drawn));
    end.remove();
    container.append(fresh);
    if (drawn < entries.length) container.append(end);
  };
  const watch = new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting) && drawn < entries.length) {
      more(drawn + piece);
      watch.unobserve(end);
      watch.observe(end);
    }
  }, { rootMargin: "1200px" });
  watch.observe(end);
  addEventListener("beforeprint", () => more(entries.length));
  return (list) => {
    entries = list;
    drawn = 0;
    container.replaceChildren();
    more(piece);
  };
}

/* Puts a text on the clipboard and says so on the button. */
async function copyText(text, button) {
  const label = button.textContent;
  let copied = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" });
    area.value = text;
    document.body.append(area);
    area.select();
    copied = document.execCommand("copy");
    area.remove();
    button.focus();
  }
  button.textContent = copied ? "Copied" : "Not copied";
  announce(button.textContent);
  setTimeout(() => { button.textContent = label; }, 1800);
}

/* The switch between the light and the dark scheme; until it is used, the system's choice holds. */
function schemeSwitch() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.scheme || (system.matches ? "dark" : "light")) === "dark";
  const button = el("button", { type: "button", id: "scheme", onclick: () => {
    document.documentElement.dataset.scheme = isDark() ? "light" : "dark";
    name();
  } });
  const name = () => { button.textContent = isDark() ? "Light" : "Dark"; button.setAttribute("aria-label", (isDark() ? "Light" : "Dark") + " colours"); };
  system.addEventListener("change", name);
  name();
  byId("tools").append(button);
}

schemeSwitch();
