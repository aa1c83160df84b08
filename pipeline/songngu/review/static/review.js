// The keys and the mouse of every page; what they do is in the other files.
import { find, findAll, isPressed, say } from "./dom.js";
import * as glossary from "./glossary.js";
import * as sentences from "./sentences.js";

const MOST_REFRESHED = 500; // sentences of a page that is asked for anew whenever it is looked at again

// ---- Lists of articles and of names: one of their items is at hand

const items = findAll("li.item > a, li.name");
const itemAt = () => items.find((item) => item.contains(document.activeElement));
function stepItem(by) {
  const here = items.indexOf(itemAt());
  const item = items[here < 0 ? (by > 0 ? 0 : items.length - 1) : here + by];
  if (!item) return;
  if (item.matches("li")) items.forEach((one) => (one.tabIndex = one === item ? 0 : -1));
  item.focus();
  item.scrollIntoView({ block: "nearest", behavior: "instant" });
}
const entryOf = (name) => ({ vi: name.dataset.vi, en: name.dataset.en, kind: name.dataset.kind });
function taken(name) {
  name.classList.add("taken");
  findAll("button", name).forEach((button) => button.remove());
  name.focus();
}
function openName(name) {
  if (!name.matches(".taken")) glossary.open(entryOf(name), { done: () => taken(name) });
}
async function acceptName(name) {
  if (!name.querySelector('[data-do="accept"]')) return openName(name); // its English is only what the engine wrote
  if (name.matches(".taken")) return;
  if (!name.dataset.en) return openName(name);
  const { en, kind } = entryOf(name);
  name.classList.add("taken"); // so that a second key doesn't accept it twice
  for (const vi of JSON.parse(name.dataset.spellings))
    if (!(await glossary.accept({ vi, en, kind: kind || "term" }))) return name.classList.remove("taken");
  taken(name);
}

// ---- Going elsewhere

const go = (rel) => find(`a[rel=${rel}]`)?.click();
const showKeys = () => find("#keys").showModal();

const KEYS = {
  j: () => (items.length ? stepItem(1) : sentences.step(1)),
  k: () => (items.length ? stepItem(-1) : sentences.step(-1)),
  n: () => sentences.next(sentences.isDoubtful, "doubtful"),
  N: () => sentences.next(sentences.isUnapproved, "unapproved"),
  a: sentences.approveOne,
  p: sentences.approveParagraph,
  A: sentences.approveArticle,
  u: () => glossary.undo(),
  U: () => glossary.undo(true),
  h: sentences.history,
  m: sentences.matches,
  g: glossary.openSelected,
  d: () => find("#only-doubtful, #doubtful")?.click(),
  "?": showKeys,
  "]": () => go("next"),
  "[": () => go("prev"),
  "/": () => find("#text")?.focus(),
};

function leaveRow() {
  getSelection().empty();
  sentences.closePanel();
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  const control = event.ctrlKey || event.metaKey;
  if (target.matches("textarea")) {
    if (key === "Enter" && control) sentences.confirm();
    else if ((key === "Enter" && !event.shiftKey) || key === "Escape") sentences.finish({ focus: true });
    else if (event.altKey && event.code === "KeyG") glossary.openSelected();
    else return;
    return event.preventDefault();
  }
  if (target.matches("input, select")) {
    if (key === "Escape") target.blur();
    return;
  }
  if (control && !event.altKey && key.toLowerCase() === "z") glossary.undo(event.shiftKey);
  else if (control && key === "y") glossary.undo(true);
  else if (control || event.altKey) return;
  else if (key === "Escape") leaveRow();
  else if (key === "Enter" && target.matches(".seg")) sentences.edit();
  else if (key === "Enter" && target.matches("li.name")) openName(target);
  else if (key === "+" && itemAt()?.matches("li.name")) acceptName(itemAt());
  else if (/^[1-5]$/.test(key) && sentences.insert(key - 1)) void 0;
  else if (/^Arrow(Down|Up)$/.test(key) && target.matches(".seg, li.name, li.item > a")) KEYS[key === "ArrowDown" ? "j" : "k"]();
  else if (Object.hasOwn(KEYS, key)) KEYS[key]();
  else return;
  event.preventDefault();
});

// ---- The mouse

const DO = {
  keys: showKeys,
  edit: () => sentences.edit(),
  approve: sentences.approveOne,
  paragraph: sentences.approveParagraph,
  article: sentences.approveArticle,
  matches: sentences.matches,
  history: sentences.history,
  glossary: glossary.openSelected,
  confirm: sentences.confirm,
  done: () => sentences.finish({ focus: true }),
};
function placeAt(event) {
  const spot = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const text = event.target.closest(".en");
  if (!spot || !text?.contains(spot.offsetNode)) return undefined;
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(spot.offsetNode, spot.offset);
  return before.toString().length;
}
document.addEventListener("click", (event) => {
  const { target } = event;
  if (target.closest("dialog, .conflict")) return;
  const button = target.closest("[data-do]");
  const row = target.closest(".seg");
  const name = target.closest("li.name");
  if (name && button) return button.dataset.do === "open" ? openName(name) : acceptName(name);
  if (button) {
    if (row) sentences.activate(row, { focus: false });
    return DO[button.dataset.do]?.();
  }
  if (!row || target.closest("textarea, .panel, .toolbar, .editor")) return;
  if (!getSelection().isCollapsed) return sentences.activate(row, { focus: false });
  const term = target.closest(".vi .t:not(.quantity)");
  const place = placeAt(event);
  sentences.activate(row);
  if (term) glossary.openTerm(term);
  else if (target.closest(".en")) sentences.edit({ place });
});
document.addEventListener("mousedown", (event) => {
  if (event.target.closest(".toolbar")) event.preventDefault(); // a selection stays for the button
});
document.addEventListener("focusin", (event) => {
  const row = event.target.closest(".seg");
  if (row && row !== sentences.at() && !isPressed()) sentences.activate(row, { focus: event.target === row });
});
findAll(".filter input[type=checkbox][name], .filter input[type=search]").forEach((input) =>
  input.addEventListener("change", () => input.form.requestSubmit()),
);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sentences.rows.length < MOST_REFRESHED && sentences.refresh());
addEventListener("pageshow", (event) => event.persisted && location.reload());

// ---- Beginning

document.documentElement.classList.add("ready");
const aimed = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (aimed?.matches(".seg")) sentences.activate(aimed);
else if (sentences.rows.length) sentences.rows[0].tabIndex = 0;
if (sentences.rows.length || items.length) sentences.resume().catch(() => say("This browser keeps no unsaved texts", true));
