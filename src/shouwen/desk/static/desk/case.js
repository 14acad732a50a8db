// 办件: the chosen material stays chosen after it was saved; a refused notice and an issued paper open by themselves.
const ask = document.getElementById("ask");
const opened = document.querySelector("dialog[data-opened]");

function focusRow(row) {
  if (!row || (document.activeElement && document.activeElement !== document.body)) return;
  const choice = row.querySelector("input[type=radio]:checked") || row.querySelector("input[type=radio]");
  if (choice) choice.focus({ preventScroll: true });
}

// The answer to one material may come when the clerk is at the next one already: then that one stays chosen.
function keepChoice(event) {
  const row = event.target.closest("#materials tbody");
  if (!row) return;
  const isPassed = [...document.querySelectorAll("#materials tbody.sel")].some((other) => other !== row);
  row.classList.toggle("sel", !isPassed);
  if (isPassed) return;
  focusRow(row);
  row.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:afterSwap", keepChoice);
document.addEventListener("htmx:afterSettle", keepChoice);

// The notice carries the words of the review: it waits until every row is saved, and then the bar may be a new one.
let unsaved = 0;
let wanted = "";

const isOfRow = (event) => event.detail.requestConfig.path.includes("/materials/");

document.addEventListener("htmx:beforeRequest", (event) => {
  if (isOfRow(event)) unsaved += 1;
});

// One answer after the other: each draws its row anew, and what was chosen there meanwhile would go with the old row.
const CHOICES = "#materials [data-row] input[hx-post]:is([type=radio],[type=checkbox])";
const chosen = [];
let isItsTurn = false;

document.addEventListener(
  "change",
  (event) => {
    const control = event.target;
    if (isItsTurn || (!unsaved && !chosen.length) || !control.matches(CHOICES)) return;
    event.stopImmediatePropagation();
    chosen.push({ row: control.closest("[data-row]").id, name: control.name, value: control.value, checked: control.checked });
  },
  true,
);

function saveNext() {
  while (chosen.length && !unsaved) {
    const { row, name, value, checked } = chosen.shift();
    const control = document.querySelector(`#${CSS.escape(row)} input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    if (!control || control.disabled) continue;
    control.checked = checked;
    isItsTurn = true;
    control.dispatchEvent(new Event("change", { bubbles: true }));
    isItsTurn = false;
  }
}

function goOnIfWanted() {
  if (unsaved || chosen.length || !wanted) return;
  const button = document.querySelector(wanted);
  wanted = "";
  if (button) button.click();
}

// A row that waits for this answer begins right after it, hence a moment later.
document.addEventListener("htmx:afterRequest", (event) => {
  if (!isOfRow(event)) return;
  unsaved -= 1;
  if (!event.detail.successful) wanted = "";
  setTimeout(() => {
    saveNext();
    goOnIfWanted();
  });
});

document.addEventListener(
  "submit",
  (event) => {
    const isAll = event.target.closest("#review-tools");
    if ((!unsaved && !chosen.length) || !(isAll || event.target.closest("#bar"))) return;
    event.preventDefault();
    event.stopPropagation();
    wanted = isAll ? "#review-tools [data-key='0']" : "#bar [data-key=F9]";
  },
  true,
);

document.addEventListener("htmx:afterSwap", (event) => {
  if (ask && event.detail.target === ask && !ask.open) ask.showModal();
});

if (opened) {
  opened.showModal();
  history.replaceState(null, "", location.pathname);
  // The browser's viewer takes the focus when it has loaded; the keys belong to the page.
  opened.querySelector("iframe").addEventListener("load", () => {
    if (opened.open) opened.querySelector("[data-close-opened]").focus();
  });
  opened.addEventListener("click", (event) => {
    if (event.target.closest("[data-close-opened]")) opened.close();
  });
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.other[open]")) if (!menu.contains(event.target)) menu.open = false;
});
