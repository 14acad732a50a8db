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
  if (element.matches("input[type=radio]") && !isTyping(document.activeElement)) element.focus({ preventScroll: true });
  element.click();
}

// A digit waits whether a scan begins with it. Any other key of a person's ends the waiting; a run of fast characters is a scan.
let waiting = null;
let lastPlain = -Infinity;

function endWaiting(acts) {
  if (!waiting) return;
  clearTimeout(waiting.timer);
  const { element, name } = waiting;
  waiting = null;
  // An answer may have drawn its row anew meanwhile.
  const same = element.isConnected ? element : find(name);
  if (acts && same) press(same);
}

function later(element, name, since) {
  waiting = { element, name, since, timer: setTimeout(() => endWaiting(true), SCAN_GAP) };
}

const isPlain = (event) => event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;

document.addEventListener(
  "keydown",
  (event) => {
    if (event.repeat) return;
    // On a busy machine the next key may be read before the timer is: when it was pressed is what counts.
    endWaiting(!isPlain(event) || (waiting && event.timeStamp - waiting.since >= SCAN_GAP));
    // No scanner types an arrow: what follows one is a person's key, however fast.
    if (event.key.startsWith("Arrow")) lastPlain = -Infinity;
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.repeat) return;
  const name = nameOf(event);
  const plain = isPlain(event);
  const isScan = plain && event.timeStamp - lastPlain < SCAN_GAP;
  if (plain) lastPlain = event.timeStamp;
  if (isTyping(event.target) && (plain || /^(Enter|Arrow|Page|Home|End|Tab|Backspace|Delete)/.test(name))) return;
  const element = find(name);
  if (!element || isScan) return;
  if (plain) {
    later(element, name, event.timeStamp);
    return;
  }
  event.preventDefault();
  // What was typed so far is meant: fields that save themselves do it before the key acts.
  if (isTyping(event.target) && event.target !== element) event.target.dispatchEvent(new Event("change", { bubbles: true }));
  press(element);
});
