// Clause chips (data-pop) open their words beside them; Esc or a click elsewhere closes. Without script the link is a page.
let pop = null;
let from = null;

function close() {
  if (pop) pop.remove();
  if (from) from.removeAttribute("aria-expanded");
  pop = null;
}

function place(link) {
  const at = link.getBoundingClientRect();
  const width = pop.offsetWidth;
  const left = Math.max(8, Math.min(at.left, innerWidth - width - 12));
  const below = at.bottom + 8 + pop.offsetHeight < innerHeight;
  pop.style.left = `${left + scrollX}px`;
  pop.style.top = `${(below ? at.bottom + 6 : Math.max(8, at.top - pop.offsetHeight - 6)) + scrollY}px`;
}

async function open(link) {
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
  if (answer.status === 401) return location.assign(answer.headers.get("HX-Redirect"));
  if (!answer.ok) return;
  close();
  pop = document.createElement("div");
  pop.className = "pop";
  pop.setAttribute("role", "dialog");
  pop.setAttribute("aria-label", link.textContent);
  pop.tabIndex = -1;
  pop.innerHTML = await answer.text();
  document.body.append(pop);
  place(link);
  from = link;
  link.setAttribute("aria-expanded", "true");
  pop.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-pop]");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if (pop && from === link) close();
    else open(link);
  } else if (pop && !pop.contains(event.target)) {
    close();
  }
});

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !pop) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    close();
    if (from) from.focus();
  },
  true,
);
