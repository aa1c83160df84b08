// Small things every part of the page uses. Text always goes in as text: nothing is ever parsed as HTML.

export const find = (selector, root = document) => root.querySelector(selector);
export const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

export function make(tag, properties = {}, ...children) {
  const { lang, ...rest } = properties;
  const node = Object.assign(document.createElement(tag), rest);
  if (lang) node.lang = lang;
  node.append(...children);
  return node;
}

export const clone = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

let silence;
export function say(text, lasting = false, ...more) {
  const box = find("#said");
  clearTimeout(silence);
  box.replaceChildren(text, ...more);
  box.classList.toggle("shown", Boolean(text));
  if (text && !lasting) silence = setTimeout(() => say(""), 4000);
}

// Nothing moves under a pressed pointer: a click that begins on one sentence would end on another.
let pressed = false;
export const isPressed = () => pressed;
for (const [name, down] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]])
  addEventListener(name, () => (down ? (pressed = true) : setTimeout(() => (pressed = false))), true);
export async function released() {
  while (pressed) await sleep(30);
}

export const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The words of two texts side by side: [kind, words], kind "same", "gone" or "new" (longest common subsequence).
function compare(before, after) {
  const [a, b] = [before, after].map((text) => text.match(/\s+|[^\s]+/g) || []);
  if (a.length * b.length > 400000) return [["gone", before], ["new", after]];
  const long = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      long[i][j] = a[i] === b[j] ? long[i + 1][j + 1] + 1 : Math.max(long[i + 1][j], long[i][j + 1]);
  const parts = [];
  const add = (kind, word) => (parts.at(-1)?.[0] === kind ? (parts.at(-1)[1] += word) : parts.push([kind, word]));
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) j++, add("same", a[i++]);
    else if (j < b.length && (i === a.length || long[i][j + 1] >= long[i + 1][j])) add("new", b[j++]);
    else add("gone", a[i++]);
  }
  return parts;
}

// The second text, with what it has and the first hasn't marked; and the first likewise.
export function differences(before, after) {
  const parts = compare(before, after);
  const side = (kind, tag) =>
    parts.filter(([k]) => k === "same" || k === kind).map(([k, text]) => (k === kind && text.trim() ? make(tag, {}, text) : text));
  return { before: side("gone", "del"), after: side("new", "ins") };
}

// The places of spans in characters (code points, as Python counts them) marked in a text.
export function marked(text, spans) {
  const letters = [...text];
  const parts = [];
  let at = 0;
  for (const [start, end] of spans) {
    parts.push(letters.slice(at, start).join(""), make("mark", { className: "differs" }, letters.slice(start, end).join("")));
    at = end;
  }
  return [...parts, letters.slice(at).join("")];
}
