// ↑ ↓ choose a row, ↵ does its main action. Rows: [data-rows] holds [data-row], each with one [data-main] (link or button).
// Choosing a row moves the focus to its main action, so a screen reader says it and ↵ is the browser's own.
const inField = (target) => target instanceof Element && target.matches("input:not([type=radio]):not([type=checkbox]),textarea,select");

function rowsOf(list) {
  return [...list.querySelectorAll("[data-row]")].filter((row) => row.getClientRects().length);
}

// A row that the server marked is entered by the first arrow; once a person has chosen one, arrows go on from there.
function choose(list, row) {
  list.dataset.entered = "";
  for (const other of list.querySelectorAll("[data-row].sel")) if (other !== row) other.classList.remove("sel");
  row.classList.add("sel");
}

function goTo(list, row) {
  choose(list, row);
  const main = row.querySelector("[data-main]") || row;
  main.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  const list = row && row.closest("[data-rows]");
  if (list) choose(list, row);
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-row]");
  const list = row && row.closest("[data-rows]");
  if (list && !event.target.closest("a,button,input,label,summary,select,textarea")) goTo(list, row);
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || inField(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const list = event.target.closest("[data-rows]") || document.querySelector("[data-rows]");
  if (!list) return;
  const rows = rowsOf(list);
  const at = rows.findIndex((row) => row.classList.contains("sel"));
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    const isEntered = at >= 0 && "entered" in list.dataset;
    const next = rows[isEntered ? Math.min(Math.max(at + step, 0), rows.length - 1) : Math.max(at, 0)];
    if (!next) return;
    event.preventDefault();
    goTo(list, next);
  } else if (event.key === "Enter" && at >= 0 && (event.target === document.body || event.target.id === "main")) {
    const main = rows[at].querySelector("[data-main]");
    if (!main) return;
    event.preventDefault();
    main.click();
  }
});
