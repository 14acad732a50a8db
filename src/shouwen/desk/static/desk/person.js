// 看完整信息: the reason is sent, the chip shows everything for a minute, then masks itself again. Nothing is kept.
const chipOf = new WeakMap();
let asking = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-person] a[data-dialog]");
  if (link) asking = link.closest("[data-person]");
  const mask = event.target.closest("[data-mask]");
  if (mask) cover(mask.closest("[data-person]"));
});

function cover(open) {
  const kept = chipOf.get(open);
  if (!kept) return;
  clearInterval(kept.timer);
  open.replaceWith(kept.masked);
}

function count(open, masked) {
  let left = Number(open.dataset.shownFor);
  const timer = setInterval(() => {
    left -= 1;
    open.querySelector("[data-left]").textContent = String(left);
    if (left <= 0) cover(open);
  }, 1000);
  chipOf.set(open, { masked, timer });
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-open-person]");
  if (!form || !asking) return;
  event.preventDefault();
  const dialog = form.closest("dialog");
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
  if (answer.status === 401) return location.assign(answer.headers.get("HX-Redirect"));
  const html = await answer.text();
  if (answer.status === 422 && dialog) {
    dialog.innerHTML = html;
    return;
  }
  if (!answer.ok) return;
  const box = document.createElement("template");
  box.innerHTML = html.trim();
  const open = box.content.firstElementChild;
  const masked = asking;
  if (dialog) dialog.close();
  masked.replaceWith(open);
  count(open, masked);
  open.querySelector("[data-mask]").focus();
});
