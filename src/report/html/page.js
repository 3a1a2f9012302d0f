"use strict";
// Sorts, searches and filters the table of findings. Without it the table is whole, in the order of the summary.
(() => {
  const table = document.getElementById("table");
  if (!table) return;
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const levels = ["1", "2", "3A", "3B", "4", "R1", "R2"];
  const key = (cell, kind) => {
    const text = cell.textContent.trim().replace(/^Level /, "");
    if (kind === "number") return text === "" ? Infinity : Number.parseFloat(text);
    if (kind === "level") return levels.includes(text) ? levels.indexOf(text) : Infinity;
    return text.toLowerCase();
  };
  const rows = [...body.rows].map((row, place) => ({
    row,
    place,
    text: row.textContent.toLowerCase(),
    keys: heads.map((head, column) => key(row.cells[column], head.dataset.kind)),
    strong: row.dataset.levels.split(" ").some((level) => ["1", "2", "3A", "R1", "R2"].includes(level)),
    level: row.dataset.level === "yes",
  }));

  const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "en", { numeric: true }) : a < b ? -1 : a > b ? 1 : 0);
  const isLast = (value) => value === Infinity || value === "";
  const sort = (column, way) => {
    rows.sort((one, other) => {
      const [a, b] = [one.keys[column], other.keys[column]];
      // What has no value stands last, whichever way.
      if (isLast(a) !== isLast(b)) return isLast(a) ? 1 : -1;
      return way * compare(a, b) || one.place - other.place;
    });
    body.append(...rows.map((of) => of.row));
    heads.forEach((head, at) => {
      const told = at === column ? (way > 0 ? "ascending" : "descending") : "none";
      head.setAttribute("aria-sort", told);
    });
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => sort(column, head.getAttribute("aria-sort") === "ascending" ? -1 : 1));
  });

  const search = document.getElementById("search");
  const filter = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const wanted = { all: () => true, strong: (of) => of.strong, level: (of) => of.level, none: (of) => !of.level };
  const show = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const of of rows) {
      const isShown = wanted[filter.value](of) && words.every((word) => of.text.includes(word));
      of.row.hidden = !isShown;
      count += isShown;
    }
    shown.textContent = `${count} of ${rows.length} shown`;
  };
  search.addEventListener("input", show);
  filter.addEventListener("change", show);
  document.getElementById("tools").hidden = false;
  show();
})();
