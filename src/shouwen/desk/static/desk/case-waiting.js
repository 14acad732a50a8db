// 断网照常审材料: what was chosen for a material while the line was down is kept and sent later, once. A written notice waits for it.
import { all, csrf, isOffered, keep, newMark, now, ready, writer } from "./waiting-store.js";
import { send } from "./waiting.js";

const dialog = document.getElementById("ask");
const WORDS = { ok: "合格", missing: "缺少", defective: "不符合" };
const LINE = [502, 503, 504];
const say = (tone, title) => document.dispatchEvent(new CustomEvent("desk:say", { detail: { tone, title } }));
const isReview = (path) => /^\/cases\/[^/]+\/materials\/\d+\/$/.test(path);

function stateOf(body) {
  for (const [name, value] of body) if (name.startsWith("state-")) return value;
  return "";
}

async function keepReview(row, url, mark, body) {
  const name = row.getAttribute("aria-label");
  const serial = decodeURIComponent(location.pathname.split("/")[2]);
  const state = WORDS[stateOf(body)];
  const title = `审材料 办 ${serial}，${name}：${state}${body.get("own") ? `，${body.get("own")}` : ""}`;
  const thing = { mark, kind: "review", url, page: location.pathname, body: body.toString(), title, at: now(), replaces: true };
  if (!(await keep(thing))) return say("over", "没送出去，网可能断了。写了的还在，请再试一次。");
  row.querySelector("td.why > div").textContent = `${state}，先存着，通了补上`;
  row.classList.add("waits");
  return null;
}

function backToBefore(row) {
  for (const choice of row.querySelectorAll("input[type=radio]")) choice.checked = choice.defaultChecked;
}

// 不符合 needs its reason, and the usual ones are the server's: it is asked for in the clerk's own words.
function askWhy(row, url, mark, body) {
  dialog.replaceChildren(document.querySelector("template[data-waiting-why]").content.cloneNode(true));
  const asking = dialog.querySelector("form");
  let isKept = false;
  asking.addEventListener("submit", (event) => {
    event.preventDefault();
    const why = asking.elements.own.value.trim();
    if (!why) return;
    isKept = true;
    body.set("own", why);
    body.set("draft", "defective");
    dialog.close();
    keepReview(row, url, mark, body);
  });
  dialog.addEventListener("close", () => isKept || backToBefore(row), { once: true });
  dialog.showModal();
}

function lineDown(event) {
  const { path, headers, formData } = event.detail.requestConfig;
  if (!isReview(path)) return;
  if (event.type === "htmx:responseError" && !LINE.includes(event.detail.xhr.status)) return;
  event.detail.isQuiet = true; // The kept one says so itself.
  const row = event.target.closest("tbody");
  const body = new URLSearchParams(formData);
  body.delete("csrfmiddlewaretoken");
  const mark = headers["X-Waiting-Mark"];
  const needsWhy = stateOf(body) === "defective" && !body.get("own") && !body.get("phrase");
  for (const line of document.querySelectorAll("[data-offline]")) line.hidden = false;
  if (needsWhy) askWhy(row, path, mark, body);
  else keepReview(row, path, mark, body);
}

// A notice without what still waits would not tell everything at once.
let waits = 0;
async function recount() {
  waits = (await all()).filter((one) => one.page === location.pathname && !one.refused).length;
}

function holdBack(event) {
  if (!waits || !event.target.closest("#bar")) return;
  event.preventDefault();
  event.stopPropagation();
  say("over", `还有 ${waits} 份审查没送出去，补上以后再办这一步`);
  send();
}

if (isOffered && document.getElementById("materials")) {
  ready.then((isReady) => {
    if (!isReady) return;
    document.addEventListener("htmx:configRequest", (event) => {
      if (!isReview(event.detail.path)) return;
      Object.assign(event.detail.headers, { "X-Waiting-Mark": newMark(), "X-Waiting-Writer": writer, "X-CSRFToken": csrf() });
    });
    document.addEventListener("waiting:changed", recount);
    document.addEventListener("submit", holdBack, true);
    recount();
    for (const name of ["htmx:sendError", "htmx:responseError"]) document.addEventListener(name, lineDown, true);
  });
}
