// The clock of the top bar and minutes left on rows. Time comes from the server: the page's own time plus what has passed since.
const shown = document.querySelector("[data-clock]");
const ZONE = "Asia/Shanghai";
const MINUTE = 60000;

if (shown) {
  // A page that was kept for the time without a line (waiting-shell.js) is as old as it was kept.
  const kept = Number(shown.dataset.keptAt || 0);
  const start = Date.parse(shown.dataset.clock) + (kept && Date.now() - kept);
  const loaded = performance.now();
  const time = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hour12: false, hourCycle: "h23" });
  const day = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, month: "long", day: "numeric" });
  const week = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, weekday: "short" });

  const tick = () => {
    const now = start + performance.now() - loaded;
    shown.querySelector("[data-time]").textContent = time.format(now);
    shown.querySelector("[data-day]").textContent = `${day.format(now)} ${week.format(now)}`;
    for (const left of document.querySelectorAll("[data-left-until]")) {
      const minutes = Math.ceil((Date.parse(left.dataset.leftUntil) - now) / MINUTE);
      (left.querySelector(".light") || left).lastChild.textContent = minutes > 0 ? `剩 ${minutes} 分` : "到时间了";
    }
    setTimeout(tick, MINUTE - (now % MINUTE) + 50);
  };
  if (kept) tick();
  else setTimeout(tick, MINUTE - (start % MINUTE) + 50);
}
