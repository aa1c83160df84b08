// The sentences of a page: moving among them, editing, approving, undoing; their history and the memory's matches.
import { clone, count, differences, find, findAll, make, marked, released, say, sleep } from "./dom.js";
import { addressOf, call, dropDraft, drafts, keepDraft, reason } from "./server.js";

const PAUSE = 900; // ms without a key until what was typed is saved
export const rows = findAll(".seg");
const byName = new Map(rows.map((row) => [row.dataset.article + " " + row.dataset.segment, row]));
const rowOf = (sentence) => byName.get(sentence.article + " " + sentence.segment);
const toolbar = clone("toolbar");
let active = null; // the sentence at hand
let editing = null; // { row, box, frame, timer } while the editor is open

export const at = () => active;
const seen = (row) => row.checkVisibility();
export const english = (row) => (find(".en .missing", row) ? "" : find(".en", row).textContent);

// ---- Drawing: the same as the template does

const sign = (severity) => {
  const node = make("span", { className: "flag " + severity, role: "img", ariaLabel: severity[0].toUpperCase() + severity.slice(1) });
  node.textContent = severity === "error" ? "!" : "?";
  return node;
};
function piece({ text, mark }, language) {
  if (!mark) return text;
  const node = make("mark", { className: ["t", mark.mode, mark.unmet ? "unmet" : mark.otherwise ? "otherwise" : ""].filter(Boolean).join(" ") }, text);
  node.dataset.t = mark.index;
  if (language === "vi") node.title = mark.description;
  return node;
}
// The sentence at hand stays where it is on the screen, whatever opens or closes above it.
function still(row, change) {
  const top = row?.getBoundingClientRect().top;
  change();
  if (row) scrollBy({ top: row.getBoundingClientRect().top - top, behavior: "instant" });
}
export function show(sentence) {
  const row = rowOf(sentence);
  if (!row) return;
  still(active, () => redraw(row, sentence));
  if (row === active) draw();
  findAll(`[data-cites="${CSS.escape(sentence.segment)}"]`).forEach((cited) => (cited.textContent = sentence.en));
  total();
}
function redraw(row, sentence) {
  Object.assign(row.dataset, {
    version: sentence.version,
    status: sentence.status,
    origin: sentence.origin,
    errors: sentence.errors,
    warnings: sentence.warnings,
  });
  row.classList.remove("unsaved");
  const { vi, en } = sentence.pair;
  find(".vi", row).replaceChildren(...vi.map((part) => piece(part, "vi")));
  find(".en", row).replaceChildren(
    ...(en.length ? en.map((part) => piece(part, "en")) : [make("i", { className: "missing" }, "[no translation]")]),
  );
  find(".reasons", row).replaceChildren(
    ...sentence.reasons.map(({ severity, check, message }) =>
      make("li", { className: "reason " + severity }, sign(severity), " ", make("b", {}, check + ":"), " " + message),
    ),
  );
  find(".tick", row).ariaPressed = String(sentence.status === "approved");
}
function total() {
  const head = find(".review > .kicker");
  if (!head) return;
  const sum = (name) => rows.reduce((all, row) => all + Number(row.dataset[name]), 0);
  const approved = rows.filter((row) => row.dataset.status === "approved").length;
  find("progress", head).value = approved;
  find(".far", head).textContent = `${approved} of ${rows.length}`;
  for (const name of ["errors", "warnings"]) {
    find("." + name, head).hidden = !sum(name);
    find(`.${name} b`, head).textContent = sum(name);
  }
}
function draw() {
  const approved = active.dataset.status === "approved";
  find('[data-do="approve"]', toolbar).firstChild.data = approved ? "Unapprove " : "Approve ";
  find('[data-do="paragraph"]', toolbar).hidden = !find(".review");
}
// What is on the page may be old where others work too: ask anew for these articles.
export async function refresh(articles = [...new Set(rows.map((row) => row.dataset.article))]) {
  for (const article of articles) {
    try {
      const { ok, data } = await call("GET", `/api/articles/${encodeURIComponent(article)}/sentences`);
      if (!ok) continue;
      for (const sentence of data) {
        const row = rowOf(sentence);
        const busy = row && (row === editing?.row || row.wanted || row.conflict);
        if (row && !busy && row.dataset.version !== sentence.version) show(sentence);
      }
    } catch {
      return; // not there just now; whoever writes will be told
    }
  }
}

// ---- Moving

export function activate(row, { focus = true } = {}) {
  if (row !== active)
    still(row, () => {
      if (editing && editing.row !== row) finish();
      if (active) {
        active.tabIndex = -1;
        active.classList.remove("active");
        closePanel();
      }
      active = row;
      row.tabIndex = 0;
      row.classList.add("active");
      find(".side", row).append(toolbar);
      draw();
    });
  if (focus) {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest", behavior: "instant" });
  }
}
export function step(by, wanted = () => true) {
  const from = active ? rows.indexOf(active) : -1;
  for (let i = active || by > 0 ? from + by : rows.length - 1; rows[i]; i += by)
    if (seen(rows[i]) && wanted(rows[i])) {
      activate(rows[i]);
      return true;
    }
  return false;
}
export const isDoubtful = (row) => Number(row.dataset.errors) + Number(row.dataset.warnings) > 0;
export const isUnapproved = (row) => row.dataset.status !== "approved";
export function next(wanted, what) {
  if (!step(1, wanted)) say(`No ${what} sentence further on here` + (find("a[rel=next]") ? "; ] goes on" : ""));
}

// ---- Editing: what is typed is kept in this browser at once, and in the database after a pause

export function edit({ text, place } = {}) {
  if (!active) return;
  if (editing) return void editing.box.focus();
  closePanel();
  const row = active;
  const frame = clone("editor");
  const box = find("textarea", frame);
  box.value = text ?? english(row);
  editing = { row, box, frame, timer: 0 };
  row.continues = false; // the first save of this editor is an action of its own, the others go on with it
  row.classList.add("editing");
  find(".side", row).insertBefore(frame, find(".reasons", row));
  box.addEventListener("input", typed);
  box.addEventListener("blur", flush);
  fit();
  box.focus({ preventScroll: true });
  const end = place ?? box.value.length;
  box.setSelectionRange(end, end);
  row.scrollIntoView({ block: "nearest", behavior: "instant" });
  if (text !== undefined && text !== english(row)) typed();
}
const oneLine = (text) => text.replace(/\s+/g, " ").trim();
function fit() {
  editing.box.style.height = "auto";
  editing.box.style.height = editing.box.scrollHeight + 2 + "px";
}
function typed() {
  fit();
  const { row, box } = editing;
  keepDraft(row, { text: box.value, version: row.dataset.version, status: "draft" });
  tell(row, box.value.trim() ? "Typing…" : "Empty: the machine's text comes back");
  clearTimeout(editing.timer);
  editing.timer = setTimeout(flush, PAUSE);
}
// Save what the editor has, if that is new; an empty text only when the editor is closed.
function flush({ closing = false } = {}) {
  if (!editing) return true;
  clearTimeout(editing.timer);
  const { row, box } = editing;
  const text = oneLine(box.value);
  if (row.conflict) return false;
  if (row.wanted ? row.wanted.text === text : text === english(row)) {
    if (!row.wanted) dropDraft(row);
    return row.saving ?? true;
  }
  return text || closing ? save(row, text, "draft") : true;
}
export function finish({ focus = false } = {}) {
  if (!editing) return true;
  const { row, frame, box } = editing;
  const done = flush({ closing: true });
  if (row.conflict) return done; // first one of the two texts must be chosen
  box.removeEventListener("blur", flush);
  editing = null;
  row.classList.remove("editing");
  frame.remove();
  if (row.wanted) {
    find(".en", row).textContent = row.wanted.text; // as it will be: the server doesn't have it yet
    row.classList.add("unsaved");
  }
  if (focus) activate(row);
  return done;
}
export async function confirm() {
  const row = active;
  const text = oneLine(editing.box.value);
  clearTimeout(editing.timer);
  const saved = text ? await save(row, text, "approved") : await finish();
  if (!saved || row.conflict || row !== active) return;
  if (editing?.row === row) finish();
  if (!step(1)) activate(row);
}

function tell(row, text, bad = false) {
  const spot = editing?.row === row ? find(".saved", editing.frame) : null;
  if (spot) {
    spot.textContent = text;
    spot.classList.toggle("bad", bad);
  } else if (bad || row.told) say(text, bad);
  row.told = bad || (row.told && Boolean(row.wanted)); // who was told of a failure is told of its end
}
// One request at a time for a sentence, always with the latest text; tried again until the server has it.
function save(row, text, status) {
  row.wanted = { text, status };
  keepDraft(row, { text, version: row.dataset.version, status });
  return (row.saving ??= send(row).finally(() => (row.saving = null)));
}
async function send(row) {
  let pause = 400;
  while (row.wanted) {
    const { text, status } = row.wanted;
    tell(row, "Saving…");
    let reply;
    try {
      reply = await call("PUT", addressOf(row), { en: text, status, version: row.dataset.version, continues: Boolean(row.continues) });
      if (reply.status >= 500) throw new Error(reason(reply));
      await released();
    } catch (error) {
      tell(row, `Not saved (${error.message || "no connection"}). Your text is kept; trying again…`, true);
      await sleep(pause);
      pause = Math.min(2 * pause, 5000);
      continue;
    }
    if (reply.status === 409) {
      const { current } = reply.data;
      const settled = current.en === text && current.status === status;
      if (!settled) return dispute(row, row.wanted, current);
      show(current);
    } else if (!reply.ok) {
      tell(row, "Not saved: " + reason(reply), true);
      row.wanted = null;
      return false;
    } else {
      reply.data.forEach(show);
      row.continues = true;
    }
    if (row.wanted.text === text && row.wanted.status === status) {
      row.wanted = null;
      if (editing?.row !== row || oneLine(editing.box.value) === text) dropDraft(row);
    }
    if (!row.wanted) tell(row, status === "approved" ? "Saved and approved" : "Saved");
  }
  return true;
}

// ---- Two who change one sentence: both texts are shown, one of them chooses

function dispute(row, mine, current) {
  row.wanted = null;
  show(current);
  row.conflict?.remove();
  const box = (row.conflict = clone("conflict"));
  const sides = differences(current.en, mine.text);
  find(".theirs", box).replaceChildren(...sides.before);
  find(".mine", box).replaceChildren(...sides.after);
  find(".side", row).prepend(box);
  row.classList.add("disputed");
  activate(row, { focus: false });
  const settle = () => {
    row.conflict = null;
    row.classList.remove("disputed");
    box.remove();
  };
  box.addEventListener("click", (event) => {
    const choice = event.target.closest("button")?.dataset.do;
    if (!choice) return;
    event.stopPropagation();
    settle();
    if (choice === "theirs") {
      dropDraft(row);
      if (editing?.row === row) {
        editing.box.value = english(row);
        finish();
      }
      activate(row);
    } else if (choice === "mine") {
      if (editing?.row === row) editing.box.value = mine.text;
      save(row, mine.text, mine.status).then(() => finish());
      activate(row);
    } else {
      activate(row, { focus: false });
      if (editing) editing.box.focus();
      else edit({ text: mine.text });
    }
  });
  box.scrollIntoView({ block: "nearest", behavior: "instant" });
  find("button", box).focus({ preventScroll: true });
  say("");
  return false;
}

// What was typed and didn't reach the server before the page was left.
export async function resume() {
  let last = null;
  let elsewhere = null;
  for (const draft of await drafts()) {
    const row = rowOf(draft);
    if (!row) elsewhere = draft;
    else if (oneLine(draft.text) === english(row) && draft.status === row.dataset.status) dropDraft(row);
    else {
      row.dataset.version = draft.version;
      last = [row, draft];
      if (oneLine(draft.text)) save(row, oneLine(draft.text), draft.status);
    }
  }
  if (last && !last[0].conflict) {
    activate(last[0], { focus: false });
    edit({ text: last[1].text });
  } else if (elsewhere) {
    const link = make("a", { href: "/articles/" + encodeURIComponent(elsewhere.article) }, "Open it");
    say("A text that you typed is not saved yet. ", true, link);
  }
}
addEventListener("pagehide", () => {
  if (!editing || editing.row.conflict) return;
  const { row, box } = editing;
  const text = oneLine(box.value);
  if (text && text !== english(row) && !row.wanted)
    call("PUT", addressOf(row), { en: text, status: "draft", version: row.dataset.version }, { keepalive: true }).catch(() => {});
});

// ---- Approving and undoing

export async function approve(some, status) {
  await finish();
  await Promise.all(some.map((row) => row.saving));
  const wanted = some.filter((row) => row.dataset.status !== status && !row.conflict);
  if (!wanted.length) return true;
  const versions = Object.fromEntries(wanted.map((row) => [row.dataset.segment, row.dataset.version]));
  const address = `/api/articles/${encodeURIComponent(wanted[0].dataset.article)}/status`;
  const reply = await tried(() => call("POST", address, { versions, status }));
  if (!reply) return false;
  if (reply.status === 409) {
    show(reply.data.current);
    say("Someone else changed a sentence in the meantime; it is shown as it is now. Look, and approve again", true);
    refresh([wanted[0].dataset.article]);
    return false;
  }
  reply.data.forEach(show);
  say(count(wanted.length, "sentence") + (status === "approved" ? " approved" : ": approval taken back"));
  return true;
}
export async function approveOne() {
  if (!active) return;
  const row = active;
  const approved = row.dataset.status === "approved";
  if ((await approve([row], approved ? "draft" : "approved")) && !approved && !step(1)) activate(row);
}
const paragraphOf = (row) => findAll(".seg", row.closest(".para"));
export async function approveParagraph() {
  if (!active || !find(".review")) return;
  const all = paragraphOf(active);
  if (await approve(all, "approved")) {
    activate(all.at(-1), { focus: false });
    if (!step(1)) activate(all.at(-1));
  }
}
export const approveArticle = () => find(".review") && approve(rows, "approved");

// Gives the preview of the glossary's entry where it is an entry that is undone.
export async function undo(redo = false) {
  await finish();
  const reply = await tried(() => call("POST", redo ? "/api/redo" : "/api/undo", {}));
  if (!reply) return;
  if (reply.status === 409) return say("Someone else changed it since; it stays as it is", true);
  if (!Array.isArray(reply.data)) return reply.data;
  reply.data.forEach(show);
  const [first] = reply.data;
  if (!first) return say(redo ? "Nothing to redo" : "Nothing to undo");
  const row = rowOf(first);
  if (row) activate(row);
  const link = make("a", { href: "/articles/" + encodeURIComponent(first.article) }, "Show it");
  say((redo ? "Done again: " : "Undone: ") + count(reply.data.length, "sentence") + ". ", false, ...(row ? [] : [link]));
}
async function tried(request) {
  let reply;
  try {
    reply = await request();
  } catch {
    return void say("The server can't be reached; nothing was changed", true);
  }
  if (!reply.ok && reply.status !== 409) return void say(reason(reply), true);
  return reply;
}

// ---- Panels below a sentence

let panel = null;
export function closePanel() {
  panel?.remove();
  panel = null;
}
async function openPanel(name, title) {
  if (!active) return null;
  const row = active;
  const same = panel?.dataset.name === name;
  closePanel();
  if (same) return null;
  await finish();
  const reply = await tried(() => call("GET", addressOf(row, name)));
  if (!reply || row !== active) return null;
  panel = clone("panel");
  panel.dataset.name = name;
  panel.ariaLabel = title;
  find(".label", panel).textContent = title;
  row.append(panel);
  return reply.data;
}
const WHAT = { edited: "edited", approved: "approved", unapproved: "approval taken back", reverted: "machine's text", undone: "undone", redone: "done again", made: "the machine's own text" };
export async function history() {
  const data = await openPanel("history", "History");
  if (!data) return;
  find(".facts", panel).append(...data.facts.map((fact) => make("li", {}, fact)));
  const items = data.events.map((event, index) => {
    const item = make("li");
    const before = data.events[index + 1]?.en ?? event.en;
    const when = event.at ? [make("time", { dateTime: event.at }, new Date(event.at).toLocaleString()), " · "] : [];
    item.append(
      make("p", { className: "meta" }, ...when, WHAT[event.what] + (event.status === "approved" ? " ✓" : "")),
      make("p", { lang: "en" }, ...differences(before, event.en).after),
    );
    if (event.en !== english(active)) item.append(make("button", { type: "button", className: "plain", onclick: () => edit({ text: event.en }) }, "Take this text"));
    return item;
  });
  find("ol", panel).append(...(items.length ? items : [make("li", {}, "Nobody has changed it.")]));
  panel.scrollIntoView({ block: "nearest", behavior: "instant" });
}
let found = [];
export async function matches() {
  found = (await openPanel("matches", "Translation memory")) ?? [];
  if (!panel || panel.dataset.name !== "matches") return;
  const items = found.map((match, index) => {
    const item = make("li");
    item.append(
      make("p", { className: "meta" }, make("b", {}, match.score + " %"), " · " + match.source),
      make("p", { lang: "vi" }, ...marked(match.vi, match.differences)),
      make("p", { lang: "en" }, match.en),
      make("button", { type: "button", className: "plain", onclick: () => insert(index) }, "Insert ", make("kbd", {}, String(index + 1))),
    );
    return item;
  });
  find("ol", panel).append(...(items.length ? items : [make("li", {}, "No approved sentence is like this one.")]));
  panel.scrollIntoView({ block: "nearest", behavior: "instant" });
}
export function insert(index) {
  if (panel?.dataset.name !== "matches" || !found[index]) return false;
  edit({ text: found[index].en });
  return true;
}
