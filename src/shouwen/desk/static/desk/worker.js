// 断网也打得开: when the line is down, any page of the desk that is asked for becomes the empty register page that was kept after the
// log-in, with the list of what waits. Static files come from what was kept with it. Nothing else is kept: no page with data, ever.
// While a log-out couldn't be sent, the locked page is the only one.
const SHELL = "shouwen-shell";
const LOCKED = "shouwen-locked";
const LOCK = "/locked/";
const PAGE = "/inquiries/new/";

self.addEventListener("install", () => self.skipWaiting());
async function begin() {
  // The page is asked for while this program is still being started: it costs no time.
  if (self.registration.navigationPreload) await self.registration.navigationPreload.enable();
  await self.clients.claim();
}
self.addEventListener("activate", (event) => event.waitUntil(begin()));

async function locked() {
  if (!(await caches.has(LOCKED))) return null;
  const kept = await caches.open(LOCKED);
  return (await kept.match("/leaving/")) ? kept.match(LOCK) : null;
}

async function page(event) {
  const lock = await locked();
  if (lock) return lock;
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    return shell();
  }
}

async function shell() {
  const kept = await caches.open(SHELL);
  return (await kept.match(PAGE)) || Response.error();
}

async function file(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    // The hall's pages are for everybody, and an iframe shows a paper: the register page is no answer there.
    if (request.destination !== "document" || /^\/(p|h|ask|q|g|public|login)\//.test(url.pathname)) return;
    event.respondWith(page(event));
  } else if (url.pathname.startsWith("/static/")) {
    event.respondWith(file(request));
  }
});
