// A scanner types fast and ends with Enter. Outside text fields that is a search, wherever the focus is.
const GAP = 45; // ms between two characters of a scan
const LEAST = 5; // shorter runs are a person's keys

let text = "";
let last = 0;

function isField(target) {
  return target instanceof Element && target.matches("input:not([type=radio]):not([type=checkbox]),textarea,select,[contenteditable=true]");
}

document.addEventListener(
  "keydown",
  (event) => {
    if (event.isComposing || event.keyCode === 229 || isField(event.target) || document.querySelector("dialog[open]")) {
      text = "";
      return;
    }
    if (event.key === "Shift") return;
    if (event.timeStamp - last > GAP) text = "";
    last = event.timeStamp;
    if (event.key === "Enter") {
      const scanned = text;
      text = "";
      if (scanned.length < LEAST) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // Sent as a form: what is scanned or typed stays out of addresses.
      const form = document.querySelector("form.cmd");
      form.elements.q.value = scanned;
      form.submit();
      form.reset();
      return;
    }
    if (event.key.length === 1 && !event.ctrlKey && !event.altKey) text += event.key;
    else text = "";
  },
  true,
);
