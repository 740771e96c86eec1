// Adds search, filters and sorting to the ranking. Everything is on the page without it, in order of rank.
// What is chosen stands in the address (#fylke=…&sorter=vekst), so that a view can be sent to somebody.
"use strict";

(() => {
  const table = document.getElementById("rangering");
  const form = document.getElementById("valg");
  if (!table || !form) return;

  const FIRST = 50;
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows];
  const below = [...document.querySelectorAll("#uten-plass li")];
  const alphabet = new Intl.Collator("nb", { numeric: true });
  const search = document.getElementById("sok");
  const county = document.getElementById("fylke");
  const size = document.getElementById("storrelse");
  const order = document.getElementById("sorter");
  const status = document.getElementById("vist");
  const all = document.getElementById("alle");
  const reset = document.getElementById("nullstill");
  const fold = (text) => text.toLocaleLowerCase("nb").normalize("NFC").trim();
  const named = (row) => fold((row.querySelector(".name") ?? row.querySelector("a")).textContent);
  const names = new Map([...rows, ...below].map((row) => [row, named(row)]));
  const chosen = { sok: search, fylke: county, storrelse: size };
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

  const begins = (column) => heads[column].dataset.sort === "falling";
  const isNarrowed = () => fold(search.value) !== "" || county.value !== "" || size.value !== "";
  const isChanged = () => isNarrowed() || sorted.column !== 0 || sorted.falling;

  const fits = (row) =>
    names.get(row).includes(fold(search.value)) &&
    (county.value === "" || row.dataset.county === county.value) &&
    (size.value === "" || row.dataset.size === size.value);

  const tell = (shown, matching, more) => {
    const words = form.dataset;
    const text = matching + more === 0 ? words.none : isNarrowed() ? words.found : words.some;
    const count = text.replace("{shown}", shown).replace("{all}", matching);
    status.textContent = isNarrowed() && more > 0 ? `${count}. ${words.below.replace("{n}", more)}` : count;
  };

  const show = () => {
    let matching = 0;
    let shown = 0;
    for (const row of body.rows) {
      const isFound = fits(row);
      matching += isFound;
      row.hidden = !isFound || (isShort && !isNarrowed() && shown >= FIRST);
      shown += !row.hidden;
    }
    for (const each of below) each.hidden = !fits(each);
    // A heading over nothing is noise.
    for (const list of document.querySelectorAll("#uten-plass ul")) {
      const isEmpty = !list.querySelector("li:not([hidden])");
      list.hidden = isEmpty;
      if (list.previousElementSibling.tagName === "P") list.previousElementSibling.hidden = isEmpty;
    }
    for (const state of document.querySelectorAll("#uten-plass .state")) {
      state.hidden = !state.querySelector("li:not([hidden])");
    }
    all.parentElement.hidden = shown === matching;
    reset.hidden = !isChanged();
    tell(shown, matching, below.filter((each) => !each.hidden).length);
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

  // The address: what differs from the page as it is first shown. Replaced, so that "back" leaves the page.
  const remember = () => {
    const state = new URLSearchParams();
    for (const [name, field] of Object.entries(chosen)) if (field.value.trim() !== "") state.set(name, field.value);
    if (sorted.column !== 0 || sorted.falling) state.set("sorter", heads[sorted.column].dataset.key);
    if (sorted.falling !== begins(sorted.column)) state.set("vei", sorted.falling ? "ned" : "opp");
    const text = state.toString();
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  };

  const recall = () => {
    const text = location.hash.slice(1);
    // A plain #anchor is a place in the page, not a choice.
    if (text !== "" && !text.includes("=")) return sort(0, false);
    const state = new URLSearchParams(text);
    search.value = state.get("sok") ?? "";
    // A county or size that is not on the page would leave the choice empty: then all are shown.
    for (const [name, field] of [["fylke", county], ["storrelse", size]]) {
      field.value = state.get(name) ?? "";
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    }
    const column = Math.max(0, heads.findIndex((head) => head.dataset.key === state.get("sorter")));
    const way = state.get("vei");
    sort(column, way === null ? begins(column) : way === "ned");
  };

  heads.forEach((head, column) => {
    const name = head.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () => {
      sort(column, sorted.column === column ? !sorted.falling : begins(column));
      remember();
    });
    head.replaceChildren(button);
    const option = document.createElement("option");
    option.value = String(column);
    option.textContent = name;
    order.append(option);
  });

  form.addEventListener("input", (event) => {
    if (event.target === order) sort(Number(order.value), begins(Number(order.value)));
    else show();
    remember();
  });
  reset.addEventListener("click", () => {
    for (const field of Object.values(chosen)) field.value = "";
    sort(0, false);
    remember();
    search.focus();
  });
  all.addEventListener("click", () => {
    isShort = false;
    const next = [...body.rows].find((row) => row.hidden);
    show();
    // The button goes away: keep the keyboard where the reader was.
    next?.querySelector("a")?.focus();
  });
  addEventListener("hashchange", recall);
  addEventListener("beforeprint", () => { isShort = false; show(); });

  form.hidden = false;
  recall();
})();
