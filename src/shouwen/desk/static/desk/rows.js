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

function chooseAt(target) {
  const row = target.closest("[data-row]");
  const list = row && row.closest("[data-rows]");
  if (list) choose(list, row);
}

// The chosen row may be taller than the others: it changes only when the mouse is released, so that nothing moves under a press.
let pressed = null;

document.addEventListener("focusin", (event) => pressed || chooseAt(event.target));

document.addEventListener(
  "mousedown",
  (event) => {
    const label = event.target.closest("[data-row] label");
    const control = label && label.control;
    pressed = { control, name: control && control.name, value: control && control.value, at: [event.clientX, event.clientY], isTaken: event.button !== 0 };
  },
  true,
);

// An answer that comes in between may move the row all the same, or draw it anew: what was pressed is what was meant.
function takePress({ control, name, value, isTaken }) {
  if (!control || isTaken) return;
  const same = control.isConnected ? control : document.querySelector(`[data-row] input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
  if (same && !same.disabled) same.click();
}

document.addEventListener(
  "mouseup",
  (event) => {
    const press = pressed;
    if (!press) return;
    const isStill = Math.hypot(event.clientX - press.at[0], event.clientY - press.at[1]) < 8;
    // The browser's own click, if there is one, comes before this.
    setTimeout(() => {
      if (pressed === press) pressed = null;
      if (isStill) takePress(press);
      if (document.activeElement) chooseAt(document.activeElement);
    });
  },
  true,
);

document.addEventListener(
  "click",
  (event) => {
    const label = event.target.closest("label");
    const control = label ? label.control : event.target;
    if (pressed && pressed.control === control) pressed.isTaken = true;
  },
  true,
);

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-row]");
  const list = row && row.closest("[data-rows]");
  if (!list) return;
  if (event.target.closest("a,button,input,label,summary,select,textarea")) choose(list, row);
  else goTo(list, row);
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
