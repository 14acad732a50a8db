// 没人操作: counts down, asks, and wipes. While a form waits for the line it waits longer, so that a minute without it loses nothing.
import { waiting } from "./kiosk-visit.js";

const body = document.body;
const [dialog, arc, left, seconds] = ["leaving", "arc", "left", "seconds"].map((id) => document.getElementById(id));
const IDLE = Number(body.dataset.idle) * 1000;
const COUNTDOWN = Number(body.dataset.countdown) * 1000;
const FOR_THE_LINE = 60_000;
const CIRCLE = 251;
let touched = Date.now();
let isUsed = false;

export function use(used = true) {
  isUsed = used;
  touched = Date.now();
  if (!used && dialog.open) dialog.close();
}

export function watch(wipe) {
  const touch = () => {
    if (!dialog.open) touched = Date.now();
  };
  for (const name of ["pointerdown", "keydown", "input", "wheel"]) addEventListener(name, touch, { capture: true, passive: true });
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("pointerdown", (event) => {
    if (event.target.closest("#leave")) return;
    dialog.close();
    touched = Date.now();
  });
  document.getElementById("stay").addEventListener("click", () => {
    dialog.close();
    use();
  });
  document.getElementById("leave").addEventListener("click", wipe);
  setInterval(() => {
    if (!isUsed) return;
    // Who listens doesn't touch.
    if (globalThis.speechSynthesis?.speaking && !dialog.open) touched = Date.now();
    const limit = IDLE + (waiting.since ? FOR_THE_LINE : 0);
    const gone = Date.now() - touched;
    const rest = Math.max(0, Math.ceil((limit - gone) / 1000));
    left.textContent = rest;
    arc.setAttribute("stroke-dashoffset", Math.round(CIRCLE * (1 - rest / (limit / 1000))));
    if (gone >= limit + COUNTDOWN) return wipe();
    if (gone < limit) return;
    seconds.textContent = Math.ceil((limit + COUNTDOWN - gone) / 1000);
    if (!dialog.open) {
      dialog.showModal();
      globalThis.speechSynthesis?.cancel();
    }
  }, 250);
}
