// What the searches of all pages share: tones and case don't matter, Escape empties the box.
"use strict";
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
function searchIn(box, search) {
  box.addEventListener("input", search);
  document.querySelector(".controls").addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    box.value = "";
    search();
    box.blur();
  });
}
