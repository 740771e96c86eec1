// Adds search, filters and sorting to the ranking. Everything is on the page without it, in order of rank.
"use strict";

(() => {
  const table = document.getElementById("rangering");
  const form = document.getElementById("valg");
  if (!table || !form) return;

  const FIRST = 50;
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows];
  const alphabet = new Intl.Collator("nb", { numeric: true });
  const search = document.getElementById("sok");
  const county = document.getElementById("fylke");
  const size = document.getElementById("storrelse");
  const order = document.getElementById("sorter");
  const status = document.getElementById("vist");
  const all = document.getElementById("alle");
  const fold = (text) => text.toLocaleLowerCase("nb").normalize("NFC").trim();
  const names = new Map(rows.map((row) => [row, fold(row.querySelector(".name").textContent)]));
  let sorted = { column: 0, falling: false };
  let isShort = true;

  const value = (row, column) => {
    const cell = row.cells[column];
    if (heads[column].dataset.sort === "text") return cell.textContent.trim();
    return cell.dataset.v === "" ? null : Number(cell.dataset.v);
  };

  const compare = (column, falling) => (one, other) => {
    const a = value(one, column);
    const b = value(other, column);
    // What was not measured stands last, whichever way the column is sorted.
    if (a === null || b === null) return (a === null) - (b === null);
    const way = typeof a === "string" ? alphabet.compare(a, b) : a - b;
    return falling ? -way : way;
  };

  const show = () => {
    const wanted = fold(search.value);
    const isNarrowed = wanted !== "" || county.value !== "" || size.value !== "";
    let matching = 0;
    let shown = 0;
    for (const row of body.rows) {
      const fits =
        names.get(row).includes(wanted) &&
        (county.value === "" || row.dataset.county === county.value) &&
        (size.value === "" || row.dataset.size === size.value);
      matching += fits;
      row.hidden = !fits || (isShort && !isNarrowed && shown >= FIRST);
      shown += !row.hidden;
    }
    all.parentElement.hidden = shown === matching;
    status.textContent =
      matching === 0 ? "Ingen treff" : `Viser ${shown} av ${matching}${isNarrowed ? " treff" : ""}`;
  };

  const sort = (column, falling) => {
    sorted = { column, falling };
    rows.sort(compare(column, falling));
    body.append(...rows);
    heads.forEach((head, index) => {
      if (index === column) head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    order.value = String(column);
    show();
  };

  const begins = (column) => heads[column].dataset.sort === "falling";

  heads.forEach((head, column) => {
    const name = head.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () =>
      sort(column, sorted.column === column ? !sorted.falling : begins(column)));
    head.replaceChildren(button);
    const option = document.createElement("option");
    option.value = String(column);
    option.textContent = name;
    order.append(option);
  });

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target === order) sort(Number(order.value), begins(Number(order.value)));
    else show();
  });
  all.addEventListener("click", () => {
    isShort = false;
    const next = [...body.rows].find((row) => row.hidden);
    show();
    // The button goes away: keep the keyboard where the reader was.
    next?.querySelector("a")?.focus();
  });
  addEventListener("beforeprint", () => { isShort = false; show(); });

  form.hidden = false;
  sort(0, false);
})();
