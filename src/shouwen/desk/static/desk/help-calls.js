// 请人帮忙: the line on every page. Taking a call leaves the page as it is, with everything typed; a sound if one wants it.
const place = document.querySelector("[data-rings]");
const SOUND = "help-sound";
let heard = new Set();
const usual = document.title;
// The waiting time is that of the server, whatever this computer thinks the time is.
const ahead = Date.parse(document.querySelector("[data-clock]")?.dataset.clock || "") - Date.now() || 0;

function wantsSound() {
  try {
    return localStorage.getItem(SOUND) === "on";
  } catch {
    return false;
  }
}

function beep() {
  const audio = new AudioContext();
  for (const [start, pitch] of [[0, 880], [0.22, 1175]]) {
    const tone = audio.createOscillator();
    const loud = audio.createGain();
    loud.gain.value = 0.2;
    tone.frequency.value = pitch;
    tone.connect(loud).connect(audio.destination);
    tone.start(audio.currentTime + start);
    tone.stop(audio.currentTime + start + 0.18);
  }
  setTimeout(() => audio.close(), 1000);
}

function seconds() {
  for (const one of place.querySelectorAll("[data-since]")) {
    const past = Math.max(0, Math.floor((Date.now() + ahead - Date.parse(one.dataset.since)) / 1000));
    one.textContent = past < 60 ? `等了 ${past} 秒` : `等了 ${Math.floor(past / 60)} 分 ${past % 60} 秒`;
  }
}

function soundButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "b sm ring-sound";
  button.textContent = wantsSound() ? "不要响声" : "来了响一声";
  button.addEventListener("click", () => {
    const on = !wantsSound();
    localStorage.setItem(SOUND, on ? "on" : "off");
    if (on) beep();
    button.textContent = on ? "不要响声" : "来了响一声";
  });
  return button;
}

function show(html) {
  const focused = place.contains(document.activeElement);
  place.innerHTML = html;
  const waiting = [...place.querySelectorAll("[data-ring]")].map((one) => one.dataset.ring);
  if (waiting.length) place.append(soundButton());
  place.hidden = !place.children.length;
  document.title = waiting.length ? `有人请帮忙 · ${usual}` : usual;
  if (wantsSound() && waiting.some((one) => !heard.has(one))) beep();
  heard = new Set(waiting);
  if (focused) place.querySelector("a, button")?.focus();
  seconds();
}

if (place && "Worker" in window) {
  const worker = new Worker(place.dataset.worker);
  worker.onmessage = (event) => show(event.data);
  worker.postMessage({ url: place.dataset.rings });
  setInterval(seconds, 1000);
  place.addEventListener("click", (event) => {
    if (event.target.closest("[data-ring-close]")) {
      event.target.closest(".ring").remove();
      place.hidden = !place.children.length;
    }
  });
  place.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    form.querySelector("[type=submit]").disabled = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
      if (answer.status === 401) return location.assign(answer.headers.get("HX-Redirect"));
      if (answer.ok || answer.status === 409) show(await answer.text());
      if (answer.status !== 409) worker.postMessage({});
    } catch {
      form.querySelector("[type=submit]").disabled = false;
    }
  });
}
