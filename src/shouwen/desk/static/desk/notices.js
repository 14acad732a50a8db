// Lines that say what was just done: gone after ten seconds unless read with the mouse or the keyboard; errors stay. And 网断了.
const STAY = 10000;
const place = document.querySelector("[data-toasts]");

function schedule(line) {
  if (line.classList.contains("over")) return;
  const leave = () => {
    if (line.matches(":hover") || line.contains(document.activeElement)) setTimeout(leave, 2000);
    else line.remove();
  };
  setTimeout(leave, STAY);
}

function say({ tone, title }) {
  const line = document.createElement("div");
  line.className = `say-no ${tone || "ok"}`;
  line.dataset.toast = "";
  const words = document.createElement("div");
  const bold = document.createElement("b");
  bold.textContent = title;
  words.append(bold);
  line.append(words);
  place.append(line);
  schedule(line);
}

if (place) {
  place.querySelectorAll("[data-toast]").forEach(schedule);
  document.addEventListener("desk:say", (event) => say(event.detail));
  // An answer may carry HX-Trigger: {"desk:say": {"tone": "ok", "title": "…"}}; htmx raises it on the element, it bubbles to here.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    if (button) button.closest("[data-toast]").remove();
  });
  document.addEventListener("htmx:sendError", (event) => event.detail.isQuiet || say({ tone: "over", title: "没送出去，网可能断了。写了的还在，请再试一次。" }));
  document.addEventListener("htmx:responseError", (event) => event.detail.isQuiet || say({ tone: "over", title: "没办成，系统出错了。写了的还在，请再试一次。" }));
}

function online() {
  for (const line of document.querySelectorAll("[data-offline]")) line.hidden = navigator.onLine;
}
addEventListener("online", online);
addEventListener("offline", online);
online();
