// Teaching the glossary: from a selection, a term or a proposed name to an entry, its preview, and its use.
import { count, differences, find, findAll, make, say, sleep } from "./dom.js";
import { addressOf, call, reason } from "./server.js";
import * as sentences from "./sentences.js";

const dialog = find("#entry");
const form = find("form", dialog);
const field = form.elements;
const pick = find("#pick");
let preview = null; // what the server says of the entry in the form
let whenDone = null; // told once the entry is in the glossary

// ---- What is selected: one side of one sentence, as {row, side, start, end} in characters (code points)

const letters = (text) => [...text].length;
export function selected() {
  const box = document.activeElement;
  if (box?.tagName === "TEXTAREA") {
    const { selectionStart: from, selectionEnd: to, value } = box;
    const text = value.slice(from, to);
    if (!text.trim()) return null;
    return { row: box.closest(".seg"), side: "en", text, place: box, start: letters(value.slice(0, from)), end: letters(value.slice(0, to)) };
  }
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !selection.toString().trim()) return null;
  const range = selection.getRangeAt(0);
  const of = (node) => (node instanceof Element ? node : node.parentElement)?.closest(".seg .s");
  const text = of(range.startContainer) ?? of(range.endContainer);
  if (!text) return null;
  // A double click or a triple click takes what stands behind as well: only what is in the sentence counts.
  const inside = document.createRange();
  inside.selectNodeContents(text);
  const before = inside.cloneRange();
  if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) inside.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset);
  before.setEnd(inside.startContainer, inside.startOffset);
  const shown = inside.toString();
  if (!shown.trim()) return null;
  const start = letters(before.toString()) + letters(shown) - letters(shown.trimStart());
  const side = text.classList.contains("vi") ? "vi" : "en";
  return { row: text.closest(".seg"), side, text: shown.trim(), place: inside, start, end: start + letters(shown.trim()) };
}
function offer() {
  const what = !dialog.open && selected();
  pick.hidden = !what;
  if (!what) return;
  const box = what.place.getBoundingClientRect();
  const width = pick.offsetWidth;
  const below = box.bottom + pick.offsetHeight + 8 < innerHeight;
  pick.style.left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8)) + "px";
  pick.style.top = (below ? box.bottom + 6 : box.top - pick.offsetHeight - 6) + "px";
}
let soon = 0;
const offerSoon = () => {
  clearTimeout(soon);
  soon = setTimeout(offer, 120);
};
document.addEventListener("selectionchange", offerSoon);
document.addEventListener("select", offerSoon, true);
offerSoon(); // what was selected before this script was there
addEventListener("scroll", () => !pick.hidden && offer(), { passive: true });
pick.addEventListener("mousedown", (event) => event.preventDefault()); // or the selection is gone
pick.addEventListener("click", () => openSelected());

// ---- Opening the form

export async function openSelected() {
  const what = selected();
  if (what) {
    sentences.activate(what.row, { focus: false });
    await sentences.finish();
    return propose(what.row, what.side, what.start, what.end);
  }
  const row = sentences.at();
  if (!row) return;
  await sentences.finish();
  open({}, { row });
}
export function openTerm(mark) {
  const row = mark.closest(".seg");
  const source = find(`.vi [data-t="${mark.dataset.t}"]`, row);
  if (!source) return;
  const before = document.createRange();
  before.selectNodeContents(find(".vi", row));
  before.setEndBefore(source);
  const start = letters(before.toString());
  propose(row, "vi", start, start + letters(source.textContent));
}
async function propose(row, side, start, end) {
  const reply = await asked(() => call("GET", addressOf(row, `proposal?side=${side}&start=${start}&end=${end}`)));
  if (!reply) return;
  const { proposal, own } = reply.data;
  open(proposal, { row, own });
  list(".occurrences", proposal.total > 1 ? `${count(proposal.total, "sentence")} with it` : "", proposal.occurrences, (one) => {
    const link = make("a", { href: `/segments?term=${encodeURIComponent(proposal.vi)}`, lang: "vi" }, one.segment.vi);
    return [make("p", {}, link), make("p", { lang: "en", className: "gloss" }, one.segment.en)];
  });
}
export function open({ vi = "", en = "", kind = "", existing = null }, { row = null, done = null, own = false } = {}) {
  whenDone = done;
  form.reset();
  const entry = existing ?? { vi, en: [en], kind: kind || "term", mode: "enforce", note: "" };
  field.vi.value = entry.vi;
  field.en.value = entry.en.join("|");
  field.kind.value = entry.kind;
  field.mode.value = entry.mode;
  field.note.value = entry.note;
  find("#entry-title").textContent = existing ? "Entry of the glossary" : "Add to the glossary";
  find(".existing", form).hidden = !existing;
  if (existing) {
    const place = own ? existing.origin : existing.origin.split(/[\\/]/).pop() + ", which comes with songngu; yours will win over it";
    find(".existing", form).textContent = `In the glossary now: ${existing.vi} → ${existing.en.join(" | ")} · ${existing.kind}, ${existing.mode} · ${place}`;
  }
  find('[data-do="remove"]', form).hidden = !own;
  list(".occurrences", "", [], () => []);
  termsHere(row);
  forget();
  if (!dialog.open) dialog.showModal();
  pick.hidden = true;
  (field.vi.value ? field.en : field.vi).select();
}
function termsHere(row) {
  const all = row && !field.vi.value ? findAll(".vi .t:not(.quantity)", row) : [];
  const marks = [...new Map(all.map((mark) => [mark.textContent, mark])).values()];
  const box = find(".terms-here", form);
  box.hidden = !marks.length;
  box.replaceChildren(
    box.firstElementChild,
    ...marks.map((mark) => make("button", { type: "button", className: "plain", lang: "vi", onclick: () => openTerm(mark) }, mark.textContent)),
  );
}
function list(where, title, items, draw) {
  const section = find(where, form);
  section.hidden = !items.length;
  find(".label", section).textContent = title;
  find("ol", section).replaceChildren(...items.map((item) => make("li", {}, ...draw(item))));
}
function forget(problem = "") {
  preview = null;
  find('[data-do="apply"]', form).disabled = true;
  find(".changes", form).hidden = true;
  find(".problem", form).textContent = problem;
}
form.addEventListener("input", () => forget());

// ---- Preview, then apply

const given = () => ({ vi: field.vi.value, en: field.en.value, kind: field.kind.value, mode: field.mode.value, note: field.note.value });

async function look(edit) {
  forget();
  const reply = await asked(() => call("POST", "/api/previews", { edit, translate: true }));
  if (!reply) return;
  preview = reply.data;
  draw();
  const apply = find('[data-do="apply"]', form);
  apply.disabled = false;
  apply.focus();
  find(".changes", form).scrollIntoView({ block: "nearest" });
  await follow(preview.id, (state) => ["counted", "translating"].includes(state), draw);
}
// Ask again until the state is another; stops where another preview has taken the place.
async function follow(id, busy, draw) {
  while (preview?.id === id && dialog.open && busy(preview.state)) {
    await sleep(150);
    const reply = await asked(() => call("GET", "/api/previews/" + encodeURIComponent(id)));
    if (!reply || preview?.id !== id) return;
    preview = reply.data;
    draw();
  }
}
function draw() {
  const { edit, affected, total, counted, done, state, notes, replaces, problem } = preview;
  const kept = affected.filter((one) => one.kept).length;
  const title = !total
    ? "No sentence of this digest has it; it is used from the next run on."
    : (counted ? "" : "At most ") + `${count(total, "sentence")} ${total === 1 ? "changes" : "change"}` +
      (state === "translating" ? ` · ${done} of ${total} translated…` : "") +
      (kept ? ` · ${kept} written or approved by a person ${kept === 1 ? "stays" : "stay"}` : "");
  list(".changes", title, affected, (one) => {
    const sides = one.after === null ? { before: [one.before], after: ["…"] } : differences(one.before, one.after);
    const flags = one.kept ? [make("p", { className: "meta" + (one.violates ? " bad" : "") }, one.violates ? "Written or approved by a person: stays, and is flagged, since it lacks the term" : "Written or approved by a person: stays")] : [];
    if (one.kept) return [make("p", { lang: "vi" }, one.vi), make("p", { lang: "en" }, one.before), ...flags];
    return [make("p", { lang: "vi" }, one.vi), make("p", { className: "before", lang: "en" }, ...sides.before), make("p", { className: "after", lang: "en" }, ...sides.after)];
  });
  find(".changes", form).hidden = false;
  const instead = replaces && edit.en !== null ? [`It replaces ${replaces.vi} → ${replaces.en.join(" | ")} (${replaces.origin})`] : [];
  find(".problem", form).textContent = [...(problem ? [problem] : []), ...notes, ...instead].join(". ");
}
async function apply() {
  const { id } = preview;
  const told = whenDone;
  const shown = () => preview?.id === id; // the form may be closed meanwhile, or have another entry
  find('[data-do="apply"]', form).disabled = true;
  const reply = await applied(id, ({ done, total }) => {
    const far = `${done} of ${total} sentences brought up to date…`;
    if (shown()) find(".changes .label", form).textContent = far;
    else say(far, true);
  });
  if (!reply) return;
  const { state, edit, total, affected, problem } = reply.data;
  if (state === "failed") {
    if (!shown()) return say(problem, true);
    preview = reply.data;
    return draw();
  }
  if (shown()) dialog.close();
  await sentences.refresh();
  const done = total - affected.filter((one) => one.kept).length;
  say(`${edit.vi} is ${edit.en === null ? "no longer in" : "in"} your glossary` + (done ? `; ${count(done, "sentence")} brought up to date` : ""));
  told?.();
}
// Apply a preview and wait for its end; told how far it is.
async function applied(id, tellFar, tell = null) {
  return ended(await asked(() => call("POST", `/api/previews/${encodeURIComponent(id)}/apply`, {}), tell), tellFar, tell);
}
async function ended(reply, tellFar, tell) {
  const address = "/api/previews/" + encodeURIComponent(reply?.data.id);
  while (reply && ["applying", "translating"].includes(reply.data.state)) {
    tellFar(reply.data);
    await sleep(150);
    reply = await asked(() => call("GET", address), tell);
  }
  return reply;
}
// Undo (or do again) what was done last, a sentence's text or an entry.
export async function undo(redo = false) {
  const begun = await sentences.undo(redo);
  if (!begun) return;
  const reply = await ended({ data: begun }, ({ done, total }) => say(`${done} of ${total} sentences brought up to date…`, true), say);
  if (reply?.data.state !== "applied") return void (reply && say(reply.data.problem, true));
  await sentences.refresh();
  const { vi, en } = begun.edit;
  const entry = [vi, en].filter(Boolean).join(" → ");
  say(`${redo ? "Done again" : "Undone"}: ${entry} is ${en === null ? "no longer " : ""}in your glossary`);
}
// Accept an entry without looking first.
export async function accept(edit) {
  const begun = await asked(() => call("POST", "/api/previews", { edit, translate: false }), say);
  if (!begun) return false;
  const reply = await applied(begun.data.id, () => {}, say);
  if (reply?.data.state !== "applied") return void (reply && say(reply.data.problem, true));
  say(`${edit.vi} → ${edit.en} is in your glossary; ${count(reply.data.total, "sentence")} brought up to date`);
  return true;
}
async function asked(request, tell = null) {
  tell ??= dialog.open ? (text) => (find(".problem", form).textContent = text) : (text) => say(text, true);
  try {
    const reply = await request();
    if (reply.ok) return reply;
    tell(reason(reply));
  } catch {
    tell("The server can't be reached; nothing was changed");
  }
  return null;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  look(given());
});
form.addEventListener("click", (event) => {
  const what = event.target.closest("[data-do]")?.dataset.do;
  if (what === "apply") apply();
  if (what === "remove") look({ vi: field.vi.value, en: null });
  if (what === "close") dialog.close();
});
dialog.addEventListener("close", () => {
  const row = sentences.at();
  preview = null;
  if (row) sentences.activate(row);
});
