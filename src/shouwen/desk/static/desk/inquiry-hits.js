// 像是这件事: found while typing, chosen with ↑ ↓, taken with ↵; what fitted is underlined in the person's own words.
const matter = document.getElementById("id_matter");
const form = matter && matter.closest("form");
const hits = document.getElementById("hits");
const script = document.getElementById("script");
const item = document.getElementById("id_item");
const PAUSE = 180; // ms without a key before looking
let timer = 0;
let isLooking = false; // typed, and the answer isn't there yet
let takesFirst = false; // ↵ came before the answer: the first hit is taken when it comes
let pending = null; // what a draft had chosen in the script that is being loaded

const rows = () => [...hits.querySelectorAll("[data-item]")];
const current = () => hits.querySelector(".sg.on");
const changed = () => form.dispatchEvent(new CustomEvent("inquiry:changed"));
const shownItem = () => {
  const shown = script.querySelector("[data-script]");
  return shown ? shown.dataset.item : "";
};

function point(row) {
  for (const other of rows()) {
    other.classList.toggle("on", other === row);
    other.setAttribute("aria-selected", String(other === row));
  }
  matter.setAttribute("aria-activedescendant", row ? row.id : "");
}

function underline() {
  const carrier = hits.querySelector("[data-words]");
  const said = carrier && carrier.dataset.words ? carrier.dataset.words.split(" ") : [];
  const marks = form.querySelector("[data-marks]");
  marks.textContent = "";
  const found = said.length ? new RegExp(said.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "g") : null;
  let last = 0;
  for (const hit of found ? matter.value.matchAll(found) : []) {
    const mark = document.createElement("mark");
    mark.textContent = hit[0];
    marks.append(matter.value.slice(last, hit.index), mark);
    last = hit.index + hit[0].length;
  }
  marks.append(`${matter.value.slice(last)}\n`);
  marks.scrollTop = matter.scrollTop;
}

function showTaken() {
  for (const row of rows()) row.classList.toggle("taken", row.dataset.item === item.value);
  const taken = rows().find((row) => row.dataset.item === item.value);
  hits.classList.toggle("has-taken", Boolean(taken));
  if (taken) point(taken);
}

// The window of the item takes a hand-over, unless the clerk has chosen another.
function proposeReceiver() {
  const shown = script.querySelector("[data-script]");
  const to = form.elements.to;
  if (!shown || !to || (to.value && !to.dataset.auto)) return;
  const fitting = [...to.options].find((one) => one.dataset.window === shown.dataset.window);
  to.value = fitting ? fitting.value : "";
  to.dataset.auto = "1";
}

function afterTaking() {
  proposeReceiver();
  readByDefault();
  changed();
}

function take(id) {
  item.value = id;
  showTaken();
  if (id && shownItem() !== id) script.dispatchEvent(new CustomEvent("take"));
  else afterTaking();
}

// Whoever answers or accepts has read the guide out; other outcomes leave that to the receiver.
function readByDefault() {
  const way = form.elements.notice;
  const outcome = form.elements.outcome.value;
  if (!item.value || !way || way.value || !["answered", "to_case"].includes(outcome)) return;
  form.querySelector("#notice-read").checked = true;
}

function chooseAgain() {
  if (!pending || item.value !== shownItem()) return;
  const { situation, notice } = pending;
  pending = null;
  const way = notice && form.querySelector(`#notice-${notice}`);
  if (way) way.checked = true;
  const chosen = situation && document.getElementById(`situation-${situation}`);
  if (chosen && !chosen.checked) chosen.click();
}

// A caller has no eyes on this screen: what is scanned is for people at the window.
function fitWays() {
  const qr = script.querySelector("#notice-qr");
  if (!qr) return;
  qr.disabled = form.elements.channel.value === "phone";
  if (qr.disabled) qr.checked = false;
  qr.parentElement.title = qr.disabled ? "来电人看不到屏幕，念给他听" : "";
}

function toSituation() {
  const first = script.querySelector("[name=asked], [name=situation]");
  // After an answer the next question takes its place, and the hand goes on where it was.
  const isHere = document.activeElement === matter || document.activeElement === document.body;
  if (first && !script.querySelector("[name=situation]:checked") && isHere) first.focus();
}

if (matter) {
  const look = () => {
    clearTimeout(timer);
    matter.dispatchEvent(new CustomEvent("said"));
  };
  const later = () => {
    clearTimeout(timer);
    isLooking = Boolean(matter.value.trim());
    takesFirst = false;
    underline();
    timer = setTimeout(look, PAUSE);
  };
  matter.addEventListener("input", (event) => event.isComposing || later());
  matter.addEventListener("compositionend", later);
  matter.addEventListener("scroll", () => {
    form.querySelector("[data-marks]").scrollTop = matter.scrollTop;
  });
  matter.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.shiftKey || event.ctrlKey || event.altKey) return;
    const all = rows();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) {
      event.preventDefault();
      hits.classList.remove("has-taken");
      point(all[(all.indexOf(current()) + step + all.length) % all.length]);
    } else if (event.key === "Enter" && isLooking) {
      event.preventDefault();
      takesFirst = true;
      look();
    } else if (event.key === "Enter" && current() && current().dataset.item !== item.value) {
      event.preventDefault();
      take(current().dataset.item);
      toSituation();
    }
  });
  hits.addEventListener("click", (event) => {
    const row = event.target.closest("[data-item]");
    if (row) take(row.dataset.item === item.value ? "" : row.dataset.item);
  });
  for (const failed of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(failed, () => {
      isLooking = false;
      takesFirst = false;
    });
  }
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target === hits) {
      isLooking = false;
      showTaken();
      underline();
      if (takesFirst && current() && current().dataset.item !== item.value) {
        take(current().dataset.item);
        toSituation();
      }
      takesFirst = false;
    } else if (event.target === script) {
      chooseAgain();
      fitWays();
      if (item.value === shownItem()) afterTaking();
      toSituation();
    }
  });
  // F9 pressed twice, or a click on what is chosen, takes the way back; a way without a taken item takes what is shown.
  form.addEventListener("click", (event) => {
    const way = event.target.closest("[name=notice]");
    if (!way) return;
    if (way.dataset.was) {
      way.checked = false;
      delete way.dataset.was;
      way.dispatchEvent(new Event("change", { bubbles: true }));
      return;
    }
    for (const other of form.querySelectorAll("[name=notice]")) delete other.dataset.was;
    way.dataset.was = "1";
    if (!item.value && shownItem()) take(shownItem());
    if (way.value === "qr") script.querySelector("[data-qr]").click();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "outcome") readByDefault();
    if (event.target.name === "channel") fitWays();
    if (event.target.name === "situation" && !item.value) take(shownItem());
  });
  form.addEventListener("inquiry:restored", (event) => {
    pending = event.detail;
    matter.dispatchEvent(new CustomEvent("said"));
    if (item.value) script.dispatchEvent(new CustomEvent("take"));
  });
  showTaken();
  fitWays();
  underline();
}
