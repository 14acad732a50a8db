// 怎么办: the panel of the chosen outcome, the sentence it begins with, and the chain at the foot before anything is sent.
// Others tell it that something changed with the event "inquiry:changed" on the form.
const panel = document.getElementById("panel");
const form = panel && panel.closest("form");
const facts = panel && JSON.parse(document.getElementById("outcome-facts").textContent);
const words = panel && form.elements.words;
const FIRST = { to_case: "id_id_number", handed_over: "id_to", ruling_asked: "id_question", promised: "id_reason", clarifying: "id_question", declined: "id_ground", unresolved: "id_obstacle", not_possible: "id_cannot_kind" };

const field = (name) => form.elements.namedItem(name); // "item" is also the name of a method of the collection
const value = (name) => (field(name) ? field(name).value.trim() : "");
const outcome = () => value("outcome");
const chosenReceiver = () => {
  const to = form.elements.to;
  return to && to.value ? to.selectedOptions[0].dataset : null;
};

function masked(name) {
  if (name.length <= 1) return name;
  return name.length === 2 ? `${name[0]}*` : name[0] + "*".repeat(Math.min(name.length - 2, 3)) + name[name.length - 1];
}

function dayWords(iso) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  return parts ? `${Number(parts[2])}月${Number(parts[3])}日` : "";
}

// What is known now; an empty value leaves its sentence unwritten.
function known() {
  const script = document.querySelector("[data-script]");
  const taken = script && script.dataset.item === value("item") ? script.dataset : null;
  const receiver = chosenReceiver();
  return {
    item: taken ? taken.name : "",
    limit: taken ? taken.limit : "",
    window: receiver ? receiver.short : "",
    receiver: receiver ? receiver.person : "",
    department: receiver ? receiver.windowName : "",
    reason: clauseOf("reason"),
    obstacle: clauseOf("obstacle"),
    cannot: clauseOf("cannot"),
    way_out: clauseOf("way_out"),
    asked_of: clauseOf("asked_of"),
    date: dayWords(value("promised_for")),
  };
}

// What was typed as a part of a sentence: its own full stop goes.
const clauseOf = (name) => value(name).replace(/[，。；,.;\s]+$/, "");

// Where a department is, as far as the centre knows.
function outside(template, receiver) {
  const place = receiver.place ? template : template.replace("，在{place}", "");
  return (receiver.phone ? place : place.replace("，电话 {phone}", "")).replace("{place}", receiver.place).replace("{phone}", receiver.phone);
}

const isReceivedFirst = () => outcome() === "to_case" && value("entry") === "first";

function sentence() {
  const said = facts.says[outcome()];
  if (!said) return "";
  const have = known();
  const receiver = chosenReceiver();
  const isOutside = outcome() === "handed_over" && receiver && "outside" in receiver;
  const template = isOutside ? outside(facts.outside, receiver) : isReceivedFirst() ? facts.received_first : said[value("channel")];
  let complete = true;
  const text = template.replace(/\{(\w+)\}/g, (_, name) => {
    if (!have[name]) complete = false;
    return have[name] || "";
  });
  return complete ? text : "";
}

// The clerk's own words are never written over.
function fillWords() {
  if (words.dataset.edited) return;
  words.value = sentence();
}

function fill(name, text) {
  for (const place of form.querySelectorAll(`[data-fill="${name}"]`)) {
    if (!place.dataset.empty) place.dataset.empty = place.textContent || " ";
    place.textContent = text || place.dataset.empty.trim();
  }
}

function fillComing() {
  const chosen = outcome() || "none";
  const links = [...form.querySelectorAll("[data-coming-for]")];
  for (const link of links) link.hidden = link.dataset.comingFor !== chosen;
  const shown = links.filter((link) => !link.hidden);
  for (const link of links) link.classList.toggle("last", link === shown[shown.length - 1]);
  const have = known();
  const receiver = chosenReceiver();
  const channel = value("channel");
  const isOutside = receiver && "outside" in receiver;
  fill("masked", form.dataset.masked || masked(value("name")));
  fill("item", have.item);
  fill("limit", have.limit);
  fill("entering", isReceivedFirst() ? "收件，审齐了再受理" : "");
  fill("receiver", receiver ? (isOutside ? receiver.windowName : `${receiver.person}　${receiver.short}`) : "");
  fill("accept", isOutside ? facts.department : `${facts.minutes} 分钟`);
  fill("asked_of", have.asked_of);
  fill("settled", facts.settled);
  fill("answer", isOutside ? facts.department_told : facts.answer[channel]);
  fill("ruling", facts.ruling);
  fill("tell", facts.tell);
  fill("date", have.date ? `${have.date}前` : "");
}

function showReceiver() {
  const shown = panel.querySelector("[data-shown]");
  const pill = panel.querySelector("[data-duty-pill]");
  const receiver = chosenReceiver();
  shown.textContent = "";
  pill.className = "";
  pill.textContent = "";
  if (!receiver) {
    shown.textContent = "选窗口和人";
    return;
  }
  const place = document.createElement("b");
  place.textContent = receiver.windowName;
  shown.append(place, "outside" in receiver ? `　${receiver.place}` : `　${receiver.person}`);
  if (receiver.duty) {
    const drawn = document.querySelector(`template[data-pill="${receiver.light}"]`);
    if (drawn) pill.append(drawn.content.cloneNode(true));
    pill.className = `pill ${receiver.light}`;
    pill.append(receiver.duty);
  }
}

function showPanel() {
  const chosen = outcome();
  const radios = [...form.querySelectorAll("[data-outcomes] input")];
  panel.hidden = !chosen;
  panel.className = `det at${radios.findIndex((radio) => radio.checked) + 1}`;
  for (const radio of radios) radio.closest("label").classList.toggle("on", radio.checked);
  for (const line of panel.querySelectorAll("[data-for]")) line.hidden = !line.dataset.for.split(" ").includes(chosen);
  const button = form.querySelector("[data-button-words]");
  const radio = radios.find((one) => one.checked);
  if (radio && button) button.textContent = isReceivedFirst() ? "收件并结束登记" : radio.dataset.button;
}

function showChannel() {
  const channel = value("channel");
  const named = (place) => place.dataset.forChannel === channel || (place.dataset.forChannel === "other" && channel !== "phone");
  for (const place of form.querySelectorAll("[data-for-channel]")) place.hidden = !named(place);
  const said = panel.querySelector("[data-told-words]");
  const time = document.querySelector("[data-time]");
  said.textContent = `${facts.told[channel]}，${said.dataset.at || (time ? time.textContent : "")} ${facts.teller}`;
}

function refresh() {
  showChannel();
  showPanel();
  showReceiver();
  fillWords();
  fillComing();
}

function focusFirst() {
  const first = document.getElementById(outcome() === "to_case" && document.getElementById("id_pick") ? "id_pick" : FIRST[outcome()]);
  if (first) first.focus();
  else if (!words.value) words.focus();
}

if (panel) {
  words.addEventListener("input", () => {
    if (words.value) words.dataset.edited = "1";
    else delete words.dataset.edited;
  });
  form.addEventListener("inquiry:changed", refresh);
  form.addEventListener("input", (event) => {
    if (event.target !== words && !event.isComposing) {
      fillWords();
      fillComing();
    }
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "told") {
      const said = panel.querySelector("[data-told-words]");
      const time = document.querySelector("[data-time]");
      said.dataset.at = event.target.checked && time ? time.textContent : "";
    }
    if (event.target.id === "id_to") delete event.target.dataset.auto;
    refresh();
    if (event.target.name === "outcome") {
      focusFirst();
      panel.scrollIntoView({ block: "nearest" });
    }
  });
  panel.addEventListener("click", (event) => {
    const quick = event.target.closest("[data-day]");
    if (!quick) return;
    const date = form.elements.promised_for;
    date.value = quick.dataset.day;
    date.dispatchEvent(new Event("change", { bubbles: true }));
    date.focus();
  });
  if (words.value && words.value !== sentence()) words.dataset.edited = "1";
  refresh();
}
