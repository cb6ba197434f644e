"use strict";
for (const table of document.querySelectorAll(".table table")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending" ||
      (head.classList.contains("number") && !head.hasAttribute("aria-sort"));
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row, place) => {
      const { dataset: { sort }, textContent } = row.cells[column];
      const words = sort ?? textContent.trim();
      // A code such as 041 is no number, whatever it looks like.
      return { row, place, words, number: sort ? Number(sort) : NaN };
    });
    rows.sort((one, other) => {
      // What is empty stands last, whichever way the column is sorted.
      if (!one.words || !other.words) return (one.words ? 0 : 1) - (other.words ? 0 : 1) || one.place - other.place;
      const numbers = one.number - other.number;
      const order = Number.isNaN(numbers) ? one.words.localeCompare(other.words, "en") : numbers;
      return (down ? -order : order) || one.place - other.place;
    });
    body.append(...rows.map(({ row }) => row));
  }));
}
for (const passage of document.querySelectorAll(".passage")) {
  const marks = [...passage.querySelectorAll("mark")];
  const codings = [...passage.querySelectorAll(".codings > li:not(.none)")];
  const covers = new Map(marks.map((mark) => [mark, mark.dataset.covers.split(" ").map((cover) => {
    const colon = cover.indexOf(":");
    return { coding: Number(cover.slice(0, colon)), part: cover.slice(colon + 1) };
  })]));
  let chosen = -1;
  const choose = (number) => {
    chosen = number;
    passage.classList.toggle("chosen", chosen >= 0);
    codings.forEach((coding, place) => {
      coding.classList.toggle("on", place === chosen);
      coding.querySelector("button").setAttribute("aria-pressed", String(place === chosen));
    });
    let before = "";
    for (const mark of [...marks].reverse()) {
      const parts = covers.get(mark).filter(({ coding }) => coding === chosen).map(({ part }) => part).join(", ");
      mark.classList.toggle("on", parts !== "");
      // Of the segments of one span only the last says what it is.
      const joined = mark.nextSibling === before.mark && parts === before.parts;
      if (parts && !joined) mark.dataset.part = parts; else delete mark.dataset.part;
      before = { mark, parts };
    }
  };
  codings.forEach((coding, number) => coding.querySelector("button").addEventListener("click", () => {
    choose(chosen === number ? -1 : number);
    const first = passage.querySelector("mark.on");
    if (first && window.matchMedia("(max-width: 56rem)").matches) first.scrollIntoView({ block: "center" });
  }));
  // A second click on words that several codings rest on leads to the next of these.
  marks.forEach((mark) => mark.addEventListener("click", () => {
    const ranked = [...covers.get(mark)].sort((one, other) => (other.part === "trigger") - (one.part === "trigger"));
    const numbers = [...new Set(ranked.map(({ coding }) => coding))];
    const next = numbers.indexOf(chosen) + 1;
    choose(next < numbers.length ? numbers[next] : -1);
    if (chosen >= 0) codings[chosen].scrollIntoView({ block: "nearest" });
  }));
  passage.addEventListener("choose", (event) => choose(event.detail));
}
const follow = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const passage = target && target.matches(".codings > li") && target.closest(".passage");
  if (!passage) return;
  const codings = [...target.parentElement.children];
  passage.dispatchEvent(new CustomEvent("choose", { detail: codings.indexOf(target) }));
};
window.addEventListener("hashchange", follow);
follow();
