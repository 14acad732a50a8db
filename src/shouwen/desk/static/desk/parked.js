// 暂存: how many registrations this tab keeps for this member of staff, in the top bar of every page. The one being written
// on this page isn't parked. inquiry-draft.js keeps them and says with "desk:parked" that something changed.
const place = document.querySelector("[data-parked-work]");

function count(current) {
  const kept = JSON.parse(sessionStorage.getItem(`shouwen.inquiry.${place.dataset.parkedWork}`) || "{}");
  const parked = Object.keys(kept).filter((mark) => mark !== current).length;
  place.hidden = !parked;
  place.querySelector("[data-parked-number]").textContent = String(parked);
}

if (place) {
  const form = document.querySelector("form[data-draft]");
  document.addEventListener("desk:parked", (event) => count(event.detail.current));
  count(form ? form.dataset.mark : "");
}
