// The local program of this kiosk (docs/kiosk-agent.md): ID-card reader, document camera, printer. Where it doesn't answer, one types.
const token = document.body.dataset.agent;
const HERE = "http://127.0.0.1:17650/v1/";
let found = null;

async function ask(what, more = {}) {
  const answer = await fetch(HERE + what, { cache: "no-store", ...more, headers: { Authorization: `Bearer ${token}`, ...more.headers } });
  return { ok: answer.ok, said: await answer.json() };
}

export async function devices() {
  if (!token) return {};
  try {
    found = (await ask("status", { signal: AbortSignal.timeout(1500) })).said;
  } catch {
    found = {};
  }
  return found;
}

async function tried(what, more) {
  try {
    return await ask(what, { method: "POST", signal: AbortSignal.timeout(30_000), ...more });
  } catch {
    return { ok: false, said: { message: "机器没有反应，请自己填，或请人帮忙" } };
  }
}

export async function print(pdf) {
  if (!(found ?? (await devices())).printer) return false;
  return (await tried("print", { body: pdf, headers: { "Content-Type": "application/pdf" } })).ok;
}

async function readCard(box) {
  const [button, said] = [box.querySelector("button"), box.querySelector("p")];
  button.disabled = true;
  said.textContent = "请把身份证放在读卡区";
  const { ok, said: card } = await tried("id-card");
  button.disabled = false;
  said.textContent = ok ? "读好了，请核对一下" : card.message;
  if (!ok || !box.isConnected) return;
  for (const field of box.closest("form").querySelectorAll("[data-from-card]")) {
    if (card[field.dataset.fromCard]) field.value = card[field.dataset.fromCard];
  }
}

async function take(form) {
  const [button, said, picture, send] = ["[data-take]", "p", "img", "[type=submit]"].map((one) => form.querySelector(one));
  button.disabled = true;
  said.textContent = "正在拍";
  const { ok, said: shot } = await tried("camera");
  button.disabled = false;
  if (!form.isConnected) return;
  said.textContent = ok ? "看一下清楚不清楚" : shot.message;
  if (!ok) return;
  const bytes = Uint8Array.from(atob(shot.jpeg), (letter) => letter.charCodeAt(0));
  form.photo = new Blob([bytes], { type: "image/jpeg" });
  picture.src = `data:image/jpeg;base64,${shot.jpeg}`;
  picture.hidden = send.hidden = false;
  button.lastChild.textContent = "重拍";
}

// Shows of a page what this kiosk can do, and nothing that it can't.
export async function equip(page) {
  const places = page.querySelectorAll("[data-card], [data-camera], [data-no-camera]");
  if (!places.length) return;
  const there = found?.camera ? found : await devices();
  for (const one of places) {
    if ("card" in one.dataset) one.hidden = !there.id_card;
    else if ("camera" in one.dataset) one.hidden = !there.camera;
    else one.hidden = Boolean(there.camera);
  }
}

document.addEventListener("click", async (event) => {
  const card = event.target.closest("[data-read-card]");
  if (card) await readCard(card.closest("[data-card]"));
  const camera = event.target.closest("[data-take]");
  if (camera) await take(camera.closest("form"));
});
