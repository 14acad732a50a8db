// The visit: its key lives in this variable and nowhere else. What is sent waits here while the line is down, and is sent again.
const body = document.body;
const line = document.getElementById("line");
const AGAIN = 2000;
const SLOW = 8000;
const SLOW_TO_SEND = 30_000;
let visit = "";
let beginning = null;
let stopped = new AbortController();
export const waiting = { since: 0 };

export const wait = (time) => new Promise((done) => setTimeout(done, time));
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
export const visitKey = () => visit;

export function post(path, more = {}) {
  return fetch(path, { method: "POST", cache: "no-store", ...more, headers: { "X-CSRFToken": body.dataset.csrf, "X-Visit": visit, ...more.headers } });
}

function say(words) {
  line.hidden = !words;
  line.lastElementChild.textContent = words;
}

// A line that is down, a server that starts anew: tried until it answers, or until the visit ends.
async function patiently(ask, words, slowAfter = SLOW) {
  const { signal } = stopped;
  for (;;) {
    const slow = new AbortController();
    const watch = setTimeout(() => slow.abort(), slowAfter);
    const end = () => slow.abort();
    signal.addEventListener("abort", end);
    try {
      const answer = await ask(slow.signal);
      if (answer.status < 500) {
        if (waiting.since) say("");
        waiting.since = 0;
        return answer;
      }
    } catch {
      // No answer: as below.
    } finally {
      clearTimeout(watch);
      signal.removeEventListener("abort", end);
    }
    if (signal.aborted) return null;
    waiting.since ||= performance.now();
    say(words);
    await wait(AGAIN);
    if (signal.aborted) return null;
  }
}

export function begin() {
  beginning ||= patiently((signal) => post("/kiosk/begin/", { signal }), "没有网了，接上就能用。急的请找工作人员").then(async (answer) => {
    if (answer === null || !answer.ok) return location.replace("/kiosk/");
    visit = (await answer.json()).visit;
  });
  return beginning;
}

export async function get(path) {
  await begin();
  return patiently((signal) => fetch(path, { signal, cache: "no-store", headers: { "X-Visit": visit } }), "没有网了，正在等网，接上就打开");
}

// Once only, however often it is sent: the key goes with it.
export async function send(path, data, key) {
  await begin();
  return patiently((signal) => post(path, { body: data, signal, headers: { "X-Once": key } }), "没有网了，写的都在，接上就自动交，请等一下", SLOW_TO_SEND);
}

export function end() {
  stopped.abort();
  stopped = new AbortController();
  waiting.since = 0;
  say("");
  const over = visit ? post("/kiosk/end/", { keepalive: true }).catch(() => null) : null;
  visit = "";
  beginning = null;
  return over;
}

// The sign of life; a page that nobody uses follows how the kiosk stands.
export async function beat() {
  try {
    const answer = await post("/kiosk/beat/");
    return answer.ok ? await answer.json() : { state: "" };
  } catch {
    return null;
  }
}
