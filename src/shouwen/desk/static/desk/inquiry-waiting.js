// 断网照常登记: one press of 完成 sends; when the line is down, what was written is kept here instead and the next one can begin.
// The server's answer decides; without it the rules that need no server are asked here, in the server's words.
import { read } from "./draft-store.js";
import { isOffered, keep, newMark, now, ready } from "./waiting-store.js";
import { asked } from "./waiting.js";

const form = document.getElementById("register");
const field = (name) => form.elements.namedItem(name);
const value = (name) => (field(name) ? field(name).value.trim() : "");
const say = (tone, title) => document.dispatchEvent(new CustomEvent("desk:say", { detail: { tone, title } }));
const digits = (text) => text.replace(/[\s\-()（）]/g, "").replace(/^\+86/, "");
const isPhone = (text) => /^1\d{10}$/.test(text) || /^0\d{6,11}$/.test(text) || /^[2-9]\d{6,7}$/.test(text);
const NEEDED = {
  to_case: [["item", "受理办件要先选事项"]],
  handed_over: [["to", "先选转给哪个窗口、哪一位，或哪个部门"]],
  promised: [["reason", "要写明为什么现在不能办"], ["promised_for", "先选答应哪一天办好"]],
  clarifying: [["asked_of", "写明问哪个上级部门"], ["promised_for", "先选答应哪一天告诉本人"]],
  declined: [["ground", "先选属于哪一种"], ["basis", "要写明依据哪一条"], ["reason", "要写明为什么"], ["way_out", "要写明出路"]],
  unresolved: [["obstacle", "要写明卡在哪里"]],
};

// The first thing that is missing: where it stands, and what is missing.
function missing() {
  const outcome = value("outcome");
  const isCall = value("channel") === "phone";
  const phone = digits(value("phone"));
  if (!value("name") && (isCall || phone || value("id_number") || ["to_case", "declined"].includes(outcome))) {
    return ["name", isCall ? "来电要记下姓名、电话和事项" : "先记下姓名"];
  }
  if (phone ? !isPhone(phone) : isCall) return ["phone", phone ? "电话号码不对，再核对一下" : "来电要记下姓名、电话和事项"];
  if (!value("matter")) return ["matter", "写上他问的是什么事"];
  if (!outcome) return ["outcome", "还没选怎么办，按 Alt+1 到 Alt+9 选一个"];
  const lack = (NEEDED[outcome] || []).find(([name]) => !value(name));
  if (lack) return lack;
  if (!value("words")) return ["words", "要写下对本人说了什么"];
  return field("told").checked ? null : ["told", "还没记下已告知：说完按 F8 打勾"];
}

function point([name, words]) {
  say("over", words);
  const place = name === "item" ? field("matter") : field(name);
  const first = place instanceof RadioNodeList ? place[0] : place;
  first.focus();
}

function masked(name) {
  if (!name) return "没留名";
  return name.length <= 2 ? `${name[0]}*` : name[0] + "*".repeat(Math.min(name.length - 2, 3)) + name[name.length - 1];
}

// The right side and the button as they were before anything was written.
const PARTS = ["hits", "script", "caller"];
const blank = form && !form.hasAttribute("data-bound") && PARTS.map((id) => document.getElementById(id).cloneNode(true));
const finishWords = form && form.querySelector("[data-button-words]").textContent;

function clearSides() {
  PARTS.forEach((id, place) => document.getElementById(id).replaceChildren(...(blank ? blank[place].cloneNode(true).childNodes : [])));
  form.querySelector("[data-button-words]").textContent = finishWords;
}

// The next one may begin on the same page: its own mark, its own moment, nothing of the one before.
function clear() {
  for (const one of form.elements) {
    if (["started", "back", "csrfmiddlewaretoken", "channel"].includes(one.name) || one.type === "submit") continue;
    if (one.type === "checkbox" || one.type === "radio") one.checked = false;
    else if (one.name) one.value = "";
  }
  delete field("words").dataset.edited;
  field("mark").value = newMark();
  for (const line of form.querySelectorAll(".badly,[data-refusal]")) line.remove();
  for (const wrong of form.querySelectorAll("[aria-invalid]")) wrong.removeAttribute("aria-invalid");
  for (const wrong of form.querySelectorAll(".bad")) wrong.classList.remove("bad");
  clearSides();
  form.dispatchEvent(new CustomEvent("inquiry:kept", { detail: { mark: field("mark").value } }));
  form.dispatchEvent(new CustomEvent("inquiry:restored", { detail: {} }));
  form.dispatchEvent(new CustomEvent("inquiry:changed"));
  field("name").focus();
}

// When the person came, by this computer: the first key of a registration that follows a kept one.
function cameNow() {
  if (!value("mark") || value("came_at")) return;
  field("came_at").value = String(now());
  form.querySelector("[data-came]").textContent = document.querySelector("[data-time]").textContent;
}

async function keepIt(body) {
  const lack = missing();
  if (lack) return point(lack);
  const drafts = read();
  const mark = value("mark") || form.dataset.current || form.dataset.mark;
  const thing = {
    mark,
    kind: "inquiry",
    url: form.getAttribute("action"),
    page: form.getAttribute("action"), // also when this page was opened in another one's place
    body: body.toString(),
    title: `登记首问 ${masked(value("name"))}：${value("matter").slice(0, 40)}`,
    at: now(),
    draft: drafts[mark] || { fields: Object.fromEntries(body), edited: true, came: form.querySelector("[data-came]").textContent },
  };
  if (!(await keep(thing))) return say("over", "网断了，没有送出去。写了的都在，通了再按一次完成。");
  clear();
  return say("soon", "网断了，先存在这台电脑上，通了自动补上。可以接着登记下一件。");
}

async function finish() {
  form.dispatchEvent(new CustomEvent("inquiry:saving"));
  const body = new URLSearchParams(new FormData(form));
  body.delete("csrfmiddlewaretoken");
  const answer = navigator.onLine ? await asked(form.getAttribute("action"), body, { "X-Waiting-Answer": "now" }) : null;
  // A second press while the first one is still being kept is the same thing.
  if (!answer) await keepIt(body);
  delete form.dataset.sent;
  if (!answer) return null;
  if (answer.ok) return location.assign((await answer.json()).to);
  // Refused, or logged out: nothing was done. The page itself says why, as without script.
  return HTMLFormElement.prototype.submit.call(form);
}

if (form && isOffered) {
  ready.then((isReady) => {
    if (!isReady) return;
    form.dataset.keeps = "";
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      finish();
    });
    form.addEventListener("input", cameNow);
    // What only helps with writing (who called, which item) is missed without a word; the foot of the page says that the line is down.
    document.addEventListener("htmx:sendError", (event) => Object.assign(event.detail, { isQuiet: true }), true);
  });
}
