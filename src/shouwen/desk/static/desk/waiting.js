// 断网待送: sends what waits, in order, as soon as the line is back; how many wait is in the top bar of every page.
import { all, csrf, drop, isOffered, ready, refuse, tell, waitingForOthers, writer } from "./waiting-store.js";

const place = document.querySelector("[data-waiting]");
const AGAIN = 10000;
const LONGEST = 15000;
const LINE = [502, 503, 504];

const say = (tone, title) => document.dispatchEvent(new CustomEvent("desk:say", { detail: { tone, title } }));

async function count() {
  const things = await all();
  const refused = things.filter((one) => one.refused).length;
  place.querySelector("[data-waiting-number]").textContent = String(things.length);
  place.classList.toggle("some", things.length > 0);
  place.classList.toggle("refused", refused > 0);
  const others = (await waitingForOthers()).reduce((sum, [, number]) => sum + number, 0);
  const beside = place.querySelector("[data-waiting-others]");
  beside.hidden = !others;
  beside.textContent = `别人的 ${others}`;
  place.classList.toggle("others", others > 0);
  place.title = refused ? `${refused} 件没办成，要看一下` : "断网时存下、还没送出去的";
}

function lineIs(up) {
  for (const line of document.querySelectorAll("[data-offline]")) line.hidden = up;
}

// The answer, or nothing if the line or the server is down.
export async function asked(url, body, how) {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), LONGEST);
  const headers = { "X-CSRFToken": csrf(), "X-Waiting-Writer": writer, ...how };
  try {
    const answer = await fetch(url, { method: "POST", body: new URLSearchParams(body), headers, redirect: "manual", signal: ending.signal });
    lineIs(!LINE.includes(answer.status));
    return LINE.includes(answer.status) ? null : answer;
  } catch {
    lineIs(false);
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function words(answer) {
  const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  if (isJson) return (await answer.json()).refused;
  return [answer.status === 404 ? "这一件现在打不开了，可能已经转走" : "系统出错了，没有办成。可以打开改一改，再办一次"];
}

// One thing: what it became in words, false if it was refused, nothing if everything has to wait on.
async function sent(thing) {
  const mark = thing.kind === "review" ? { "X-Waiting-Mark": thing.mark } : {};
  const answer = await asked(thing.url, thing.body, { "X-Waiting-Answer": "later", ...mark });
  if (!answer) return null;
  if (answer.type === "opaqueredirect" || [401, 403, 409].includes(answer.status)) {
    say("soon", "登录过期了，断网时存下的还没送出去。重新登录后会自动补上。");
    return null;
  }
  if (answer.ok) {
    const became = (await answer.json()).done;
    await drop(thing.order);
    return became;
  }
  await refuse(thing, await words(answer));
  return false;
}

// Somebody is in the middle of something on this page: it is drawn anew later.
function isBusy() {
  const at = document.activeElement;
  return Boolean(document.querySelector("dialog[open]") || (at && at.matches("textarea,input:not([type=radio]):not([type=checkbox])") && at.value));
}

async function sendAll() {
  const became = [];
  let failed = 0;
  const pages = new Set();
  for (const thing of await all()) {
    if (thing.refused) continue;
    const result = await sent(thing);
    if (result === null) break;
    if (result === false) failed += 1;
    else {
      became.push(result);
      if (thing.kind === "review") pages.add(thing.page);
    }
  }
  if (became.length) say("ok", became.length === 1 ? `断网时记的补上了：${became[0]}` : `断网时记的 ${became.length} 件补上了`);
  if (failed) say("over", `断网时记的有 ${failed} 件没办成，点上面的“待送”看原因`);
  if (pages.has(location.pathname) && !isBusy()) location.reload();
}

// One window of the browser sends; the others see the number go down.
export async function send() {
  if (!navigator.onLine || !(await ready)) return;
  await navigator.locks.request("shouwen-waiting", { ifAvailable: true }, (lock) => lock && sendAll());
}

// Any other form would lead to the browser's own page about the line, and what was typed would be gone.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || navigator.onLine || event.target.method !== "post") return;
  event.preventDefault();
  say("over", "网断了，这一步要等通了再办。写了的还在这一页。");
});

if (place && isOffered) {
  document.addEventListener("waiting:changed", count);
  for (const line of document.querySelectorAll("[data-offline-words]")) line.textContent = "网断了，照常登记和审材料，通了自动补上";
  addEventListener("online", send);
  setInterval(async () => (await all()).some((one) => !one.refused) && send(), AGAIN);
  ready.then((isReady) => {
    place.hidden = !isReady;
    tell();
    send();
  });
}
