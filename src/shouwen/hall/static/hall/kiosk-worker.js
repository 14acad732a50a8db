// A kiosk that starts while the line is down shows this page and not one of the browser's. It keeps nothing and answers nothing else.
const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>没有网</title>
<body style="margin:0;height:100vh;display:grid;place-content:center;text-align:center;font:40px/1.6 sans-serif;background:#f2f5f7;color:#16202a">
<h1 style="font-size:72px;margin:0">现在没有网</h1><p>接上就自动打开，不用管它。急的请找工作人员。</p>`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate") return;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  event.respondWith(fetch(event.request).catch(() => new Response(PAGE, { headers })));
});
