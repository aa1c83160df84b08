// Talking to the server, and keeping what was typed in this browser until the server has it.
import { sleep } from "./dom.js";

// Every tab has a name of its own: it undoes its own actions, and keeps its own unsaved texts. A tab holds the lock of
// its name as long as it lives, so a copied tab takes another name, and the texts of a tab that is gone are found.
const lockOf = (name) => "songngu-tab-" + name;
const hold = (name) =>
  new Promise((resolve) =>
    navigator.locks.request(lockOf(name), { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock ? new Promise(() => {}) : undefined;
    }),
  );

async function nameTab() {
  const known = sessionStorage.getItem("songngu-tab");
  for (let patience = 0; known && patience < 10; patience++) {
    if (await hold(known)) return known; // a page that is being left gives its lock back a moment later
    await sleep(30);
  }
  const name = crypto.randomUUID();
  sessionStorage.setItem("songngu-tab", name);
  await hold(name);
  return name;
}
const tab = await nameTab();

// Gives {status, data}; throws where the server can't be reached.
export async function call(method, path, body, { keepalive = false } = {}) {
  const response = await fetch(path, {
    method,
    keepalive,
    headers: method === "GET" ? {} : { "X-Songngu-Tab": tab, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    data = { error: text.trim() };
  }
  return { status: response.status, ok: response.ok, data };
}

export const reason = ({ data }) => [data.error, data.mend].filter(Boolean).join(". ");
export const addressOf = (row, ...rest) =>
  ["/api/articles", encodeURIComponent(row.dataset.article), "sentences", encodeURIComponent(row.dataset.segment), ...rest].join("/");

const PREFIX = "songngu-draft " + document.documentElement.dataset.digest; // another digest may be served here later
const keyOf = (name, { article, segment }) => JSON.stringify([PREFIX, name, article, segment]);

export function keepDraft(row, draft) {
  try {
    localStorage.setItem(keyOf(tab, row.dataset), JSON.stringify(draft));
  } catch {
    // full or forbidden: the text still goes to the server in a moment
  }
}
export const dropDraft = (row) => localStorage.removeItem(keyOf(tab, row.dataset));

// The unsaved texts of this tab and of tabs that are gone: [{article, segment, text, version, status}].
export async function drafts() {
  const { held } = await navigator.locks.query();
  const living = new Set(held.map((lock) => lock.name));
  const found = [];
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(`["${PREFIX}"`)) continue;
    const [, owner, article, segment] = JSON.parse(key);
    if (owner !== tab && living.has(lockOf(owner))) continue;
    const draft = localStorage.getItem(key);
    localStorage.removeItem(key);
    localStorage.setItem(keyOf(tab, { article, segment }), draft);
    found.push({ article, segment, ...JSON.parse(draft) });
  }
  return found;
}
