// 锁上了: ends the session as soon as the line is back. This page carries nothing of anybody; the answer to what waits is the log-in page.
const AGAIN = 3000;
const LOCKED = "shouwen-locked";
let isAsking = false;

// A page of the moment has a token that fits; this one may have been kept for a while.
async function isSent() {
  const page = await fetch("/locked/", { cache: "no-store" });
  if (!page.ok) return false;
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
  const answer = await fetch("/logout/", { method: "POST", body: new FormData(fresh.querySelector("form")), redirect: "manual" });
  return answer.type === "opaqueredirect" || answer.ok;
}

async function end() {
  if (isAsking) return;
  isAsking = true;
  try {
    if (localStorage.getItem("shouwen.leaving") && !(await isSent())) return;
    localStorage.removeItem("shouwen.leaving");
    if (window.caches) await caches.delete(LOCKED);
    location.replace("/login/");
  } catch {
    // The line is still down: asked again.
  } finally {
    isAsking = false;
  }
}

document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  end();
});
addEventListener("online", end);
setInterval(end, AGAIN);
end();
