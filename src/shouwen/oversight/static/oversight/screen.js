// The screen asks for itself every few minutes. Without a network it keeps what it shows, and says from when that is.
(() => {
  const seconds = Number(new URLSearchParams(location.search).get("every")) || 180;
  const EVERY = Math.max(seconds, 1) * 1000, AGAIN = 30 * 1000;
  const lost = document.querySelector("[data-lost]"), since = document.querySelector("[data-since]");
  let shown = document.querySelector("[data-now]").textContent.trim();
  const refresh = async () => {
    let wait = EVERY;
    try {
      const answer = await fetch(location.href, { cache: "no-cache", signal: AbortSignal.timeout(20000) });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const live = page.querySelector("[data-live]"), now = page.querySelector("[data-now]");
      if (!live || !now) throw new Error("not this page");
      document.querySelector("[data-live]").replaceWith(live);
      document.querySelector("[data-now]").replaceWith(now);
      shown = now.textContent.trim();
      lost.hidden = true;
    } catch {
      since.textContent = shown;
      lost.hidden = false;
      wait = AGAIN;
    }
    setTimeout(refresh, wait);
  };
  setTimeout(refresh, EVERY);
})();
