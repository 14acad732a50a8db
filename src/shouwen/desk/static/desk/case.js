// 办件: the chosen material stays chosen after it was saved; a refused notice and an issued paper open by themselves.
const ask = document.getElementById("ask");
const opened = document.querySelector("dialog[data-opened]");

function focusRow(row) {
  if (!row || (document.activeElement && document.activeElement !== document.body)) return;
  const choice = row.querySelector("input[type=radio]:checked") || row.querySelector("input[type=radio]");
  if (choice) choice.focus({ preventScroll: true });
}

let acted = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  const row = event.detail.elt.closest("#materials tbody");
  acted = row ? row.id : "";
});

document.addEventListener("htmx:afterSettle", () => {
  const row = acted && document.getElementById(acted);
  if (!row) return;
  for (const other of document.querySelectorAll("#materials tbody.sel")) if (other !== row) other.classList.remove("sel");
  row.classList.add("sel");
  focusRow(row);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (ask && event.detail.target === ask && !ask.open) ask.showModal();
});

if (opened) {
  opened.showModal();
  history.replaceState(null, "", location.pathname);
  // The browser's viewer takes the focus when it has loaded; the keys belong to the page.
  opened.querySelector("iframe").addEventListener("load", () => {
    if (opened.open) opened.querySelector("[data-close-opened]").focus();
  });
  opened.addEventListener("click", (event) => {
    if (event.target.closest("[data-close-opened]")) opened.close();
  });
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.other[open]")) if (!menu.contains(event.target)) menu.open = false;
});
