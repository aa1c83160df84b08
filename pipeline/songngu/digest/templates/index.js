// The first page of a long digest: a search over the titles of all its pages. Without it the whole page still reads.
(() => {
  const MOST = 100; // titles shown
  const titles = JSON.parse(document.getElementById("titles").textContent); // [page, [[anchor, date, vi, en], …]]
  const box = document.getElementById("find");
  const list = document.getElementById("articles");
  const results = list.parentElement;
  let all = null; // once something is sought

  const entries = () =>
    titles.flatMap(([page, lines]) => lines.map(([anchor, date, vi, en]) =>
      ({ address: "pages/" + page + ".html#" + anchor, date, vi, en, text: fold(vi + " " + en + " " + date) })));

  function element(name, attributes, ...children) {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  }
  function show(entry) {
    const vi = element("span", { className: "vi", lang: "vi" }, entry.vi);
    const en = element("span", { className: "en", lang: "en" }, entry.en + (entry.date ? " · " + entry.date : ""));
    return element("li", {}, element("a", { href: entry.address }, vi, " ", en));
  }
  function search() {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    const found = words.length ? (all ??= entries()).filter((entry) => words.every((word) => entry.text.includes(word))) : [];
    list.replaceChildren(...found.slice(0, MOST).map(show));
    results.hidden = !words.length;
    const more = found.length > MOST ? ", the newest " + MOST + " shown" : "";
    document.getElementById("found").textContent = words.length ? found.length + " of " + all.length + more : "";
  }
  box.parentElement.hidden = false;
  box.placeholder = "Tìm tiêu đề / Search titles";
  searchIn(box, search);
  search(); // what the browser has kept in the box
})();
