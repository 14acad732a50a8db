// 边写边存: what is typed is kept in this tab until it is registered or abandoned. Esc parks it; Alt+0 goes on with it.
// Nobody else sees it: draft-store.js seals them, and throws away what another member of staff left in this tab.
// What was registered never comes back: the page is not kept by the browser, and each new one names what was sent before it.
import { loaded, read, write } from "./draft-store.js";

const form = document.querySelector("form[data-draft]");
const LONGEST = 3 * 24 * 3600 * 1000;
const FIELDS = ["channel", "name", "phone", "id_number", "matter", "item", "situation", "outcome", "to", "question", "reason", "promised_for", "asked_of", "ground", "basis", "way_out", "obstacle", "ruling", "words", "told", "notice", "with_slip", "started", "mark", "came_at"];
let mark = form && form.dataset.mark;
let isOver = false;

function collect() {
  const data = new FormData(form);
  const fields = {};
  for (const name of FIELDS) if (data.get(name)) fields[name] = data.get(name);
  return fields;
}

const hasWords = (fields) => Boolean(fields.name || fields.phone || fields.matter);
const told = () => document.dispatchEvent(new CustomEvent("desk:parked", { detail: { current: mark } }));

function save() {
  if (isOver) return;
  const fields = collect();
  const drafts = { ...read() };
  if (hasWords(fields)) {
    const edited = Boolean(form.elements.words.dataset.edited);
    drafts[mark] = { fields, edited, at: Date.now(), came: form.querySelector("[data-came]").textContent };
    const kept = document.querySelector("[data-kept]");
    kept.hidden = false;
    kept.querySelector("[data-kept-at]").textContent = document.querySelector("[data-time]").textContent;
  } else {
    delete drafts[mark];
  }
  const done = write(drafts);
  told();
  return done;
}

function drop(which) {
  const drafts = { ...read() };
  delete drafts[which];
  return write(drafts);
}

function restore(which) {
  const draft = read()[which];
  if (!draft) return;
  mark = which;
  form.dataset.current = which;
  for (const name of FIELDS) {
    const field = form.elements.namedItem(name);
    const value = draft.fields[name] || "";
    if (!field) continue;
    if (field.type === "checkbox") field.checked = Boolean(value);
    else if (name !== "started" || value) field.value = value;
  }
  form.querySelector("[data-came]").textContent = draft.came;
  if (draft.edited) form.elements.words.dataset.edited = "1";
  form.querySelector("[data-parked]").hidden = true;
  told();
  form.dispatchEvent(new CustomEvent("inquiry:restored", { detail: draft.fields }));
  form.dispatchEvent(new CustomEvent("inquiry:changed"));
  document.dispatchEvent(new CustomEvent("desk:say", { detail: { tone: "ok", title: `接着写 ${draft.came} 那件` } }));
}

function tidy() {
  const drafts = { ...read() };
  for (const done of form.dataset.done.split(" ")) delete drafts[done];
  for (const [which, draft] of Object.entries(drafts)) if (Date.now() - draft.at > LONGEST) delete drafts[which];
  write(drafts);
  return Object.entries(drafts).filter(([which]) => which !== mark).sort((one, other) => other[1].at - one[1].at);
}

function offer(parked) {
  if (!parked.length) return;
  const [which, draft] = parked[0];
  const place = form.querySelector("[data-parked]");
  const name = draft.fields.name || "没留名";
  place.querySelector("[data-parked-count]").textContent = String(parked.length);
  place.querySelector("[data-parked-words]").textContent = `${name[0]}${name.length > 1 ? "*" : ""} ${draft.came}`;
  place.hidden = false;
  place.querySelector("[data-resume]").addEventListener("click", () => restore(which));
}

function abandon() {
  if (!hasWords(collect())) {
    location.assign(form.elements.back.value);
    return;
  }
  const dialog = document.getElementById("ask");
  dialog.replaceChildren(document.querySelector("template[data-abandon-ask]").content.cloneNode(true));
  dialog.querySelector("[data-abandon-yes]").addEventListener("click", async () => {
    isOver = true;
    await drop(mark);
    location.assign(form.elements.back.value);
  });
  dialog.showModal();
}

function begin() {
  const parked = tidy();
  const how = performance.getEntriesByType("navigation")[0];
  const isTyped = hasWords(collect()); // Somebody was faster than the opening of the drafts.
  told();
  if (form.hasAttribute("data-bound") || isTyped) save();
  else if (parked.length && (location.hash === "#parked" || (how && how.type !== "navigate"))) restore(parked[0][0]);
  else offer(parked);
  addEventListener("hashchange", () => location.hash === "#parked" && parked.length && restore(parked[0][0]));
  // Sealed at each key: when the page is left there is no time for it.
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  addEventListener("pagehide", save);
  // 断网待送 (inquiry-waiting.js): what is kept there is no draft any more, and the page goes on with the next one.
  form.addEventListener("inquiry:saving", save);
  form.addEventListener("inquiry:kept", (event) => {
    drop(mark);
    mark = event.detail.mark;
    form.dataset.current = mark;
    document.querySelector("[data-kept]").hidden = true;
    told();
  });
  form.querySelector("[data-abandon]").addEventListener("click", abandon);
  form.dataset.drafts = "";
}

if (form) {
  loaded.then(begin);
  // A page that the browser kept alive all the same may have been sent since: the server is asked anew.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
