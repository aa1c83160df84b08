// Comfort only: without it the whole page still reads. One sentence is lit at a time, on both sides.
(() => {
  const twin = (s) => document.getElementById(s.id.endsWith(":en") ? s.id.slice(0, -3) : s.id + ":en");
  const sentenceAt = (node) => (node instanceof Element ? node.closest(".s") : null);
  let lit = [];
  const sides = {}; // the sentences of either column, once they are asked for
  let entry = null; // the sentence Tab comes to

  function clear() {
    lit.forEach((node) => node.classList.remove("lit"));
    lit = [];
  }
  function light(s, mark) {
    clear();
    const other = twin(s);
    lit = [s, other].filter(Boolean);
    const same = mark && other && other.querySelector('[data-t="' + mark.dataset.t + '"]');
    if (mark) lit.push(...[mark, same].filter(Boolean));
    if (same && !mark.title) mark.title = same.title; // only the Vietnamese has it from the start: pages stay small
    lit.forEach((node) => node.classList.add("lit"));
  }
  function enter(s) {
    if (entry) entry.removeAttribute("tabindex");
    entry = s;
    s.tabIndex = 0;
    s.focus({ preventScroll: true });
    [twin(s), s].forEach((side) => side?.scrollIntoView({ block: "nearest", behavior: "instant" }));
  }
  function explain(s) {
    const box = document.getElementById("explain");
    const other = s && twin(s);
    const marks = s ? [...s.querySelectorAll(".t"), ...(other ? other.querySelectorAll(".t") : [])] : [];
    const reasons = s ? [...document.querySelectorAll("#" + CSS.escape(s.id.replace(/:en$/, "") + ":doubt") + " .reason")] : [];
    const met = marks.filter((mark) => mark.title && !mark.classList.contains("unmet"));
    const lines = new Set([...reasons.map((reason) => reason.textContent), ...met.map((mark) => mark.title)]);
    box.replaceChildren(
      ...[...lines].map((line) => Object.assign(document.createElement("span"), { textContent: line })),
    );
    box.hidden = !lines.size;
  }
  const focused = () => sentenceAt(document.activeElement);
  const seen = (s) => s.checkVisibility();
  function step(from, by) {
    const english = from ? from.id.endsWith(":en") : document.getElementById("show-en").checked;
    const all = (sides[english] ??= [...document.querySelectorAll(english ? ".en > .s" : ".vi > .s")]);
    let at = from ? all.indexOf(from) + by : all.findIndex((s) => s.getBoundingClientRect().top > 60 && seen(s));
    while (all[at] && !seen(all[at])) at += by;
    if (all[at]) enter(all[at]);
  }
  const first = document.querySelector(".vi > .s");
  if (first) (entry = first).tabIndex = 0;

  document.addEventListener("mouseover", (event) => {
    const s = sentenceAt(event.target);
    if (s) light(s, event.target.closest(".t"));
    else if (focused()) light(focused());
    else clear();
  });
  document.addEventListener("focusin", () => {
    if (focused()) light(focused());
    else clear();
    explain(focused());
  });
  document.addEventListener("click", (event) => {
    const s = sentenceAt(event.target);
    if (s && getSelection().isCollapsed) enter(s);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const s = focused();
    if (event.key === "Escape") {
      if (s) s.blur();
      clear();
      explain(null);
    }
    if (!s && document.activeElement !== document.body) return;
    if (event.key === "j" || (s && event.key === "ArrowDown")) step(s, 1);
    else if (event.key === "k" || (s && event.key === "ArrowUp")) step(s, -1);
    else if (s && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      const other = twin(s);
      if (other && seen(other)) enter(other);
    } else return;
    event.preventDefault();
  });
  addEventListener("hashchange", () => {
    const s = sentenceAt(document.getElementById(decodeURIComponent(location.hash.slice(1))));
    if (s) enter(seen(s) ? s : twin(s) || s);
  });

  // Search: all words must be in the article.
  const box = document.getElementById("find");
  const articles = [...document.querySelectorAll(".article")];
  const texts = new Map();
  const textOf = (article) => {
    if (!texts.has(article)) texts.set(article, fold(article.textContent));
    return texts.get(article);
  };
  function search() {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    const found = new Set(articles.filter((article) => words.every((word) => textOf(article).includes(word))));
    const ids = new Set([...found].map((article) => article.id));
    articles.forEach((article) => (article.hidden = !found.has(article)));
    document.querySelectorAll("[data-article]").forEach((item) => (item.hidden = !ids.has(item.dataset.article)));
    document.querySelectorAll(".day").forEach((day) => (day.hidden = !day.querySelector(":is(.article, li):not([hidden])")));
    document.getElementById("found").textContent = words.length ? found.size + " of " + articles.length : "";
  }
  box.parentElement.hidden = !articles.length;
  searchIn(box, search);
})();
