// Keys. Anything with data-key="F2" (or "Alt+1", "Ctrl+Enter", "Escape", "1") is pressed by that key.
// data-key-does: "focus" puts the focus there, "next" takes the next radio of a group; without it the element is clicked.
// Order of search: the open dialog alone; else the chosen row; else the page. Keys of an input method are never taken.
const TEXT = "input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=submit]),textarea,select,[contenteditable=true]";
const SCAN_GAP = 45; // ms: a scanner's next character comes sooner than this, a person's doesn't

const isTyping = (target) => target instanceof Element && target.matches(TEXT);

function nameOf(event) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  const key = event.altKey && digit ? digit[1] : event.key;
  return (event.ctrlKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + (event.shiftKey && key.length > 1 ? "Shift+" : "") + key;
}

const isShown = (element) => element.getClientRects().length > 0;

function find(name) {
  const wanted = `[data-key="${CSS.escape(name)}"]`;
  const dialog = document.querySelector("dialog[open]");
  const scopes = dialog ? [dialog] : [document.querySelector("[data-row].sel"), document];
  for (const scope of scopes) {
    const hit = scope && [...scope.querySelectorAll(wanted)].find(isShown);
    if (hit) return hit;
  }
  return null;
}

function press(element) {
  if (element.disabled || element.getAttribute("aria-disabled") === "true") {
    const why = element.dataset.why || element.title;
    if (why) document.dispatchEvent(new CustomEvent("desk:say", { detail: { tone: "soon", title: why } }));
    return;
  }
  if (element.dataset.keyDoes === "next") {
    const radios = [...element.querySelectorAll("input[type=radio]")];
    const next = radios[(radios.findIndex((radio) => radio.checked) + 1) % radios.length];
    next.click();
    return;
  }
  if (element.dataset.keyDoes === "focus" || element.matches(TEXT)) {
    element.focus();
    if (element.select) element.select();
    return;
  }
  element.click();
}

let waiting = 0;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.repeat) return;
  clearTimeout(waiting);
  const name = nameOf(event);
  const plain = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (isTyping(event.target) && (plain || /^(Enter|Arrow|Page|Home|End|Tab|Backspace|Delete)/.test(name))) return;
  const element = find(name);
  if (!element) return;
  if (plain) {
    waiting = setTimeout(() => press(element), SCAN_GAP);
    return;
  }
  event.preventDefault();
  press(element);
});
