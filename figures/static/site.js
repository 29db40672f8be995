// What a published page gains where scripts run: tables that sort, marks that say what they are, addresses as a whole.
"use strict";

const root = document.documentElement;
root.classList.add("fl-js");

// Tables: by the rank of a cell where it has one, else by its words in the order of the page's language.
const words = new Intl.Collator(root.lang, { numeric: true });

function order(column) {
  return (one, other) => {
    const [a, b] = [one, other].map((row) => row.cells[column]);
    return a.dataset.rank ? a.dataset.rank - b.dataset.rank : words.compare(a.textContent, b.textContent);
  };
}

function sort(head) {
  const up = head.getAttribute("aria-sort") !== "ascending";
  const body = head.closest("table").tBodies[0];
  const rows = [...body.rows].sort(order(head.cellIndex));
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  body.append(...(up ? rows : rows.reverse()));
}

for (const table of document.querySelectorAll(".fl-table table")) {
  if (table.tBodies[0].rows.length < 3) continue;
  table.parentElement.classList.add("fl-sorts");
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  }
}

// Charts: a mark says its name under the pointer, and when the arrow keys reach it; a click or Enter leads to its evidence.
const tip = document.createElement("div");
tip.className = "fl-tip";
tip.setAttribute("role", "status");
document.querySelector("main").append(tip);

function tell(mark, x, y) {
  for (const other of document.querySelectorAll(".fl-told")) other.classList.remove("fl-told");
  tip.textContent = mark ? mark.dataset.named : "";
  if (!mark) return;
  mark.classList.add("fl-told");
  const room = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(x + 12, root.clientWidth - room.width - 8))}px`;
  tip.style.top = `${y + 16 + room.height > root.clientHeight ? y - room.height - 8 : y + 16}px`;
}

function tellOf(mark) {
  const place = mark.getBoundingClientRect();
  tell(mark, place.left + place.width / 2, place.bottom);
}

function follow(mark) {
  if (mark?.dataset.to) location.assign(mark.dataset.to);
}

for (const chart of document.querySelectorAll(".fl-chart > svg")) {
  const marks = [...chart.querySelectorAll(".fl-mark")];
  for (const mark of marks) {
    const title = mark.querySelector("title");
    mark.dataset.named = title.textContent;
    title.remove();  // the browser would show it as well
    mark.addEventListener("pointermove", (event) => tell(mark, event.clientX, event.clientY));
    mark.addEventListener("pointerleave", () => tell());
  }
  if (!marks.length) continue;
  let at = -1;
  chart.tabIndex = 0;
  chart.addEventListener("click", (event) => follow(event.target.closest("[data-to]")));
  chart.addEventListener("blur", () => { at = -1; tell(); });
  chart.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") tell();
    if (event.key === "Enter") follow(marks[at]);
    if (!step) return;
    event.preventDefault();
    at = Math.max(0, Math.min(marks.length - 1, at + step));
    tellOf(marks[at]);
  });
}

// Addresses of pages: only here is it known where the site lies.
for (const link of document.querySelectorAll("dd a")) if (link.href.endsWith(link.textContent)) link.textContent = link.href;
