// 断网也打得开: keeps the empty register page, so that a page opened anew without the line is that page (worker.js serves it).
// Kept anew with each log-in and each half hour, since it carries the signed moment and who is on duty; wiped with what waits.
import { LOCKED, newMark, ready } from "./waiting-store.js";

const { login, worker, registers } = document.body.dataset;
const SHELL = "shouwen-shell";
const PAGE = "/inquiries/new/";
const NOTE = "shouwen.shell";
const LONGEST = 30 * 60 * 1000;
const ending = new AbortController();
const { signal } = ending;

// Who leaves takes the pages away (leave.js): nothing that is still being fetched may be put back after that.
document.addEventListener("desk:leaving", () => ending.abort());
const goOn = () => {
  if (signal.aborted) throw new Error("leaving");
};

// The kept page is opened many times: each time it is another registration, with a mark of its own. Before the drafts look at it.
const again = document.querySelector("form[data-shell]");
if (again) {
  again.dataset.mark = newMark();
  again.elements.namedItem("mark").value = again.dataset.mark;
  for (const came of document.querySelectorAll("[data-came]")) came.textContent = document.querySelector("[data-time]").textContent;
}

const isFresh = () => {
  const [who, when] = (sessionStorage.getItem(NOTE) || "").split(" ");
  return who === login && Date.now() - Number(when) < LONGEST;
};

const staticFiles = (page) => {
  const named = [...page.querySelectorAll("link[href],script[src]")].map((one) => one.href || one.src);
  return named.map((one) => new URL(one, location.href)).filter((one) => one.pathname.startsWith("/static/")).map(String);
};
const parsed = async (answer) => new DOMParser().parseFromString(await answer.clone().text(), "text/html");

// 锁上了: opens when a log-out couldn't be sent (leave.js).
async function keepLocked() {
  const answer = await fetch("/locked/", { cache: "no-store", signal });
  if (!answer.ok) return;
  const kept = await caches.open(LOCKED);
  await kept.addAll([...new Set(staticFiles(await parsed(answer)))]);
  goOn();
  await kept.put("/locked/", answer);
}

async function keepPage() {
  const answer = await fetch(PAGE, { redirect: "manual", cache: "no-store", signal });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // A line about what was just done may name somebody.
  page.querySelector("[data-toasts]").replaceChildren();
  page.getElementById("register").dataset.shell = "";
  page.querySelector("[data-clock]").dataset.keptAt = String(Date.now());
  const loaded = performance.getEntriesByType("resource").map((one) => one.name);
  goOn();
  const files = new Set([...loaded.filter((one) => new URL(one).pathname.startsWith("/static/")), ...staticFiles(page)]);
  const kept = await caches.open(SHELL);
  await kept.addAll([...files]);
  goOn();
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": answer.headers.get("Content-Security-Policy") };
  await kept.put(PAGE, new Response(`<!doctype html>${page.documentElement.outerHTML}`, { headers }));
}

// Who doesn't register anything has no register page.
async function keepPages() {
  await keepLocked();
  if (registers !== undefined) await keepPage();
  goOn();
  sessionStorage.setItem(NOTE, `${login} ${Date.now()}`);
  document.body.dataset.shell = "kept";
}

ready.then(async (isReady) => {
  if (!isReady || !("serviceWorker" in navigator) || !window.caches) return;
  await navigator.serviceWorker.register(worker);
  if (navigator.onLine && !signal.aborted && !isFresh()) await keepPages();
}).catch(() => {
  // Without the line, or with the browser's storage full, the page kept before stays.
});
