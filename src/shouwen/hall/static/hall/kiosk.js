// 自助终端: one document in which one page after the other is shown. The address never changes, so there is no way back into what
// somebody else saw; what a page holds is in memory, and a restart has lost it.
import { equip } from "./kiosk-agent.js";
import "./kiosk-help.js";
import { use, watch } from "./kiosk-idle.js";
import { hush, tearUp } from "./kiosk-out.js";
import { beat, begin, end, get, newKey, send, wait, waiting } from "./kiosk-visit.js";

const body = document.body;
const [page, crumb, fresh, clock, day] = ["page", "crumb", "fresh", "clock", "day"].map((id) => document.getElementById(id));
const A_MINUTE = 60_000;
const drift = Number(body.dataset.now) * 1000 - Date.now();
let shown = [];
let isBusy = false;
let turn = 0;

function show(html, focus = true) {
  hush();
  page.innerHTML = html;
  crumb.hidden = !shown.length;
  page.scrollTop = 0;
  (page.querySelector("[aria-invalid], [data-focus]") ?? (focus ? page : null))?.focus();
  page.querySelector('[role="alert"]')?.scrollIntoView({ block: "center" });
  equip(page);
}

async function follow(answer, path) {
  if (answer === null) return;
  if (answer.status === 409 || answer.redirected) return wipe();
  if (answer.status === 204) return go(answer.headers.get("X-Go"), true);
  if (answer.status === 404 || answer.status === 403) return go("/kiosk/find/", true);
  if (path && shown.at(-1) !== path) shown.push(path);
  show(await answer.text());
}

// Only the last thing asked for is shown.
async function go(path, instead = false) {
  const mine = ++turn;
  use();
  if (instead) shown.pop();
  const answer = await get(path);
  if (mine === turn) await follow(answer, path);
}

async function submit(form, button) {
  if (isBusy) return;
  isBusy = true;
  use();
  const mine = ++turn;
  const data = new FormData(form, button);
  if (form.photo) data.set("photo", form.photo, "photo.jpg");
  form.once ||= newKey();
  form.classList.add("sending");
  const answer = await send(form.getAttribute("action"), data, form.once);
  isBusy = false;
  form.classList.remove("sending");
  if (mine === turn) await follow(answer, "");
}

function back() {
  shown.pop();
  const path = shown.pop();
  if (path) go(path);
  else wipe();
}

// What was typed and not sent yet isn't lost by one touch: the button asks first.
const typed = () => Array.from(page.querySelectorAll("form[method=post] :is(input, textarea)")).some((one) => one.value !== one.defaultValue || one.checked !== one.defaultChecked);
async function sure(button, leave) {
  if (!typed() || "asked" in button.dataset) {
    delete button.dataset.asked;
    return leave();
  }
  const words = button.lastChild.textContent;
  button.dataset.asked = "";
  button.lastChild.textContent = "填的不要了？";
  await wait(4000);
  delete button.dataset.asked;
  button.lastChild.textContent = words;
}

// 清空: the page at once, whether there is a line or not; then the whole document anew, once the server answers.
async function wipe() {
  const mine = ++turn;
  isBusy = false;
  shown = [];
  use(false);
  hush();
  tearUp();
  const over = end();
  delete body.dataset.size;
  delete body.dataset.reach;
  show(fresh.innerHTML, false);
  for (const store of [localStorage, sessionStorage]) store.clear();
  press();
  await over;
  while (!(await beat())) await wait(2000);
  if (mine === turn) location.replace("/kiosk/");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link) {
    event.preventDefault();
    const path = link.getAttribute("href");
    const [address, place] = path?.split("#") ?? [""];
    if (address.startsWith("/kiosk/")) go(address).then(() => place && document.getElementById(place)?.scrollIntoView());
  }
  if (event.target.closest("[data-leave]")) wipe();
  const more = event.target.closest("[data-show]");
  if (more) {
    const part = document.getElementById(more.dataset.show);
    part.hidden = !part.hidden;
    more.setAttribute("aria-expanded", String(!part.hidden));
    if (!part.hidden) part.scrollIntoView({ block: "center" });
  }
});
document.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.method === "post") return submit(form, event.submitter);
  go(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`);
});
for (const [id, leave] of [["back", back], ["home", wipe]]) {
  document.getElementById(id).addEventListener("click", (event) => sure(event.currentTarget, leave));
}
for (const name of ["contextmenu", "dragstart", "drop"]) addEventListener(name, (event) => event.preventDefault());

const toggles = { aa: ["size", "elder", "大字", "正常字"], low: ["reach", "low", "低位操作", "恢复高度"] };
function press() {
  for (const [id, [key, value, off, on]] of Object.entries(toggles)) {
    const isOn = body.dataset[key] === value;
    const button = document.getElementById(id);
    button.setAttribute("aria-pressed", String(isOn));
    button.lastElementChild.textContent = isOn ? on : off;
  }
}
for (const [id, [key, value]] of Object.entries(toggles)) {
  document.getElementById(id).addEventListener("click", () => {
    if (body.dataset[key] === value) delete body.dataset[key];
    else body.dataset[key] = value;
    use();
    press();
  });
}

const time = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
const date = new Intl.DateTimeFormat("zh-CN", { month: "numeric", day: "numeric", weekday: "short", timeZone: "Asia/Shanghai" });
setInterval(() => {
  const now = Date.now() + drift;
  clock.textContent = time.format(now);
  const parts = Object.fromEntries(date.formatToParts(now).map((one) => [one.type, one.value]));
  day.textContent = `${parts.month}月${parts.day}日 ${parts.weekday}`;
}, 10_000);
setInterval(async () => {
  const stands = await beat();
  if (stands && !shown.length && !waiting.since && stands.state !== body.dataset.state) location.replace("/kiosk/");
}, A_MINUTE);

navigator.serviceWorker?.register("/kiosk/worker.js").catch(() => null);
watch(wipe);
begin();
page.setAttribute("data-ready", "");
