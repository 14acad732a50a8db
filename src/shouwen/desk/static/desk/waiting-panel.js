// 待送的: what, when, in which state; for one that was refused why, and to open it and correct it, or to throw it away after asking.
import { read, write } from "./draft-store.js";
import { all, drop, now, waitingForOthers } from "./waiting-store.js";
import { send } from "./waiting.js";

const place = document.querySelector("[data-waiting]");
const dialog = document.getElementById("ask");
const part = (name) => document.querySelector(`template[data-waiting-${name}]`).content.cloneNode(true).firstElementChild;

const twoDigits = (number) => String(number).padStart(2, "0");
// In the centre's time, whatever zone this computer is set to.
const local = (at) => new Date(at + 8 * 3600 * 1000);
function moment(at) {
  const day = local(at);
  const time = `${day.getUTCHours()}:${twoDigits(day.getUTCMinutes())}`;
  const isToday = day.toISOString().slice(0, 10) === local(now()).toISOString().slice(0, 10);
  return isToday ? time : `${day.getUTCMonth() + 1}月${day.getUTCDate()}日 ${time}`;
}

// A registration goes on the register page as a draft that was parked; a review is done anew on its case.
async function correct(thing) {
  if (thing.kind !== "inquiry") return location.assign(thing.page);
  await write({ ...read(), [thing.mark]: { ...thing.draft, at: Date.now() } });
  await drop(thing.order);
  return location.assign(`${thing.page}?kept=${thing.order}#parked`);
}

function row(thing) {
  const line = part("row");
  line.querySelector("[data-what]").textContent = thing.title;
  line.querySelector("[data-when]").textContent = moment(thing.at);
  line.querySelector("[data-waits]").hidden = Boolean(thing.refused);
  const refused = line.querySelector("[data-refused]");
  refused.hidden = !thing.refused;
  refused.querySelector("[data-why]").textContent = (thing.refused || []).join("；");
  refused.querySelector("[data-correct]").addEventListener("click", () => correct(thing));
  const asking = line.querySelector("[data-sure]");
  refused.querySelector("[data-discard]").addEventListener("click", () => {
    asking.hidden = false;
    refused.hidden = true;
    asking.querySelector("[data-yes]").focus();
  });
  asking.querySelector("[data-no]").addEventListener("click", () => {
    asking.hidden = true;
    refused.hidden = false;
  });
  asking.querySelector("[data-yes]").addEventListener("click", () => drop(thing.order));
  return line;
}

async function draw() {
  const panel = dialog.querySelector("[data-waiting-panel]");
  if (!panel) return;
  const things = await all();
  panel.querySelector("ul").replaceChildren(...things.map(row));
  panel.querySelector("[data-none]").hidden = things.length > 0;
  panel.querySelector("[data-send]").hidden = !things.some((one) => !one.refused);
  const others = (await waitingForOthers()).map(([name, number]) => `还有 ${number} 件是${name}没送出的，加了密，请${name}在这台电脑上登录，会自动补上。`);
  panel.querySelector("[data-others]").textContent = others.join("");
}

if (place && dialog) {
  place.addEventListener("click", async () => {
    dialog.replaceChildren(part("panel"));
    dialog.setAttribute("aria-label", "待送的");
    dialog.querySelector("[data-send]").addEventListener("click", send);
    await draw();
    dialog.showModal();
  });
  document.addEventListener("waiting:changed", () => dialog.open && draw());
}
