// 暂存: how many registrations this tab keeps for this member of staff, in the top bar of every page. The one being written
// on this page isn't parked; what was registered meanwhile is thrown away. inquiry-draft.js keeps them and says with
// "desk:parked" that something changed.
import { loaded, read, write } from "./draft-store.js";

const place = document.querySelector("[data-parked-work]");

function count(current) {
  const kept = { ...read() };
  const sent = place.dataset.sent.split(" ").filter((mark) => mark in kept);
  for (const mark of sent) delete kept[mark];
  if (sent.length) write(kept);
  const parked = Object.keys(kept).filter((mark) => mark !== current).length;
  place.hidden = !parked;
  place.querySelector("[data-parked-number]").textContent = String(parked);
}

if (place) {
  const form = document.querySelector("form[data-draft]");
  document.addEventListener("desk:parked", (event) => count(event.detail.current));
  loaded.then(() => count(form ? form.dataset.current || form.dataset.mark : ""));
}
