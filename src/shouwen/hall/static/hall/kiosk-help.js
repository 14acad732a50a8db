// 请人帮忙: one touch calls. Who comes stands on the button until it is over; a line that is down is tried again with the same mark.
import { newKey, post, wait } from "./kiosk-visit.js";

const [button, cancel] = ["help", "no-help"].map((id) => document.getElementById(id));
const said = Object.assign(document.createElement("p"), { className: "sr", role: "status" });
const [title, words] = button.querySelectorAll("b, small");
const usual = [title.textContent, words.innerHTML];
const SHOWN = 15_000;
let mark = "";
cancel.after(said);

function show(first, second, mayCancel = false) {
  if (title.textContent !== first) said.textContent = `${first}。${second}`;
  title.textContent = first;
  words.textContent = second;
  cancel.hidden = !mayCancel;
}

async function over() {
  mark = "";
  cancel.hidden = true;
  await wait(SHOWN);
  if (mark) return;
  button.removeAttribute("aria-busy");
  [title.textContent, words.innerHTML] = usual;
}

async function answered(ask) {
  for (;;) {
    try {
      const answer = await ask();
      if (answer.status < 500) return answer;
    } catch {
      // As below.
    }
    show("没有网，还在叫", "急的请招手，或打电话");
    await wait(2000);
  }
}

async function follow(mine) {
  while (mine === mark) {
    const answer = await answered(() => fetch(`/kiosk/help/${mine}/`, { cache: "no-store" }));
    if (mine !== mark) return;
    if (!answer.ok || answer.redirected) return over();
    const now = await answer.json();
    show(now.title, now.words, now.may_cancel);
    if (!now.is_open) return over();
    await wait(1000);
  }
}

button.addEventListener("click", async () => {
  if (mark) return;
  const key = newKey();
  mark = key;
  button.setAttribute("aria-busy", "true");
  show("正在叫人", "");
  const headers = { Accept: "application/json" };
  const answer = await answered(() => post("/kiosk/help/", { headers, body: new URLSearchParams({ mark: key }) }));
  const called = answer.status === 409 ? {} : await answer.json();
  if (!called.ok) {
    show(called.message ?? "没有叫到", called.way_out ?? "请招手，或打电话");
    return over();
  }
  mark = called.mark;
  follow(mark);
});

cancel.addEventListener("click", () => post(`/kiosk/help/${mark}/cancel/`, { headers: { Accept: "application/json" } }).catch(() => null));

// The screen was wiped, or the kiosk started anew, while somebody waits.
if (button.dataset.mark) {
  mark = button.dataset.mark;
  button.setAttribute("aria-busy", "true");
  follow(mark);
}
