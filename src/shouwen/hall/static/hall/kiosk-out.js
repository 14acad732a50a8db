// What leaves the screen: sound and paper. Both end with the visit.
import { print as byAgent } from "./kiosk-agent.js";
import { get } from "./kiosk-visit.js";

const page = document.getElementById("page");
const read = document.getElementById("aloud");
let sheet = null;

// 读给我听: only where this browser has a Chinese voice.
const voice = () => globalThis.speechSynthesis?.getVoices().find((one) => one.lang.toLowerCase().startsWith("zh"));
export function hush() {
  globalThis.speechSynthesis?.cancel();
  read.lastElementChild.textContent = "读给我听";
}

function words() {
  const parts = page.querySelectorAll("h1, h2, p, li, dt, dd, label, legend, .facts div");
  const seen = Array.from(parts).filter((one) => one.checkVisibility() && !one.parentElement.closest("li, p, dd"));
  return seen.map((one) => one.innerText.replace(/\s+/g, "，")).join("。");
}

function offer() {
  read.hidden = !voice();
}
globalThis.speechSynthesis?.addEventListener("voiceschanged", offer);
offer();
read.addEventListener("click", () => {
  if (speechSynthesis.speaking) return hush();
  for (const sentence of words().split("。")) {
    const said = new SpeechSynthesisUtterance(sentence);
    Object.assign(said, { voice: voice(), lang: "zh-CN", rate: 0.9 });
    speechSynthesis.speak(said);
  }
  read.lastElementChild.textContent = "不读了";
});

// 打单子: the paper goes to the printer; the file lives in this page's memory and is gone with the visit.
export function tearUp() {
  if (sheet === null) return;
  URL.revokeObjectURL(sheet.src);
  sheet.remove();
  sheet = null;
}

async function printSheet(button) {
  const before = button.lastChild.textContent;
  button.disabled = true;
  button.lastChild.textContent = "正在打";
  const answer = await get(button.dataset.print);
  if (answer?.ok && button.isConnected) {
    const pdf = await answer.blob();
    if (!(await byAgent(pdf))) onPaper(pdf);
    button.lastChild.textContent = "打好了，再打一张";
  } else button.lastChild.textContent = before;
  button.disabled = false;
}

function onPaper(pdf) {
  tearUp();
  sheet = Object.assign(document.createElement("iframe"), { className: "sheet", title: "要打的单子", tabIndex: -1 });
  sheet.addEventListener("load", () => sheet?.contentWindow.print(), { once: true });
  sheet.src = URL.createObjectURL(pdf);
  document.body.append(sheet);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print]");
  if (button) printSheet(button);
  if (event.target.closest("[data-print-page]")) print();
});
