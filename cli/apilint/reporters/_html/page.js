"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Copy buttons: shown only where there is a script to serve them.
  for (const button of all(".copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const code = button.previousElementSibling;
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = "Press Ctrl+C";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
  }

  // A link to an exchange unfolds it.
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") {
      target.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", unfold);
  unfold();

  const find = document.getElementById("find");
  if (find) {
    find.hidden = false;
    const texts = all(".finding").map((card) => [card, card.textContent.toLowerCase()]);
    find.addEventListener("input", () => {
      const wanted = find.value.trim().toLowerCase();
      for (const [card, text] of texts) card.hidden = !text.includes(wanted);
    });
  }

  const table = document.querySelector(".matrix");
  if (!table) return;
  const told = document.getElementById("cell");
  const rules = all(".rules th", table).map((head) => head.textContent);
  const words = { agrees: "agrees", broken: "promised but not done", gap: "done but not promised", unjudged: "could not be judged" };

  const tell = (cell) => {
    const rule = document.createElement("b");
    rule.textContent = rules[cell.cellIndex - 1];
    const parts = [words[cell.className.split(" ")[0]], cell.dataset.why].filter(Boolean);
    told.replaceChildren(rule, ` · ${cell.parentElement.cells[0].title} · ${parts.join(": ")}`);
  };
  const go = (cell) => { if (cell.dataset.finding) location.hash = cell.dataset.finding; };
  const cellOf = (event) => event.target.closest("td[class]");
  for (const kind of ["mouseover", "focusin"]) {
    table.addEventListener(kind, (event) => { const cell = cellOf(event); if (cell) tell(cell); });
  }
  table.addEventListener("click", (event) => { const cell = cellOf(event); if (cell) go(cell); });

  // One cell is in the order of the Tab key; the arrow keys lead to its neighbours.
  const first = table.querySelector("tbody td[class]");
  if (first) first.tabIndex = 0;
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  table.addEventListener("keydown", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    if (event.key === "Enter") return go(cell);
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const rows = table.tBodies[0].rows;
    let [row, column] = [cell.parentElement.sectionRowIndex, cell.cellIndex];
    for (;;) {
      row += step[0];
      column += step[1];
      if (row < 0 || column < 1 || row >= rows.length || column > rules.length) return;
      const next = rows[row].cells[column];
      if (next && next.className && !rows[row].hidden) {
        cell.tabIndex = -1;
        next.tabIndex = 0;
        next.focus();
        next.scrollIntoView({ block: "nearest", inline: "nearest" });
        return;
      }
    }
  });

  // Show one verdict: the other cells fade, rows without it go.
  const buttons = all(".filters button");
  const only = (name) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.only === name));
    for (const cell of all("tbody td[class]", table)) cell.classList.toggle("dim", Boolean(name) && !cell.classList.contains(name));
    let group = null;
    for (const row of table.tBodies[0].rows) {
      if (row.className === "group") {
        group = row;
        group.hidden = Boolean(name);
      } else {
        row.hidden = Boolean(name) && !row.querySelector(`td.${name}`);
        if (group && !row.hidden) group.hidden = false;
      }
    }
  };
  for (const button of buttons) button.addEventListener("click", () => only(button.dataset.only));
})();
