// Links with data-dialog open their answer in the page's one dialog; without script they are ordinary pages.
const dialog = document.getElementById("ask");
let opener = null;

async function show(url, look) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return location.assign(answer.headers.get("HX-Redirect") || url);
  dialog.className = look;
  dialog.innerHTML = await answer.text();
  const title = dialog.querySelector("h2");
  dialog.setAttribute("aria-label", title ? title.textContent : "请确认");
  if (!dialog.open) dialog.showModal();
  if (window.htmx) window.htmx.process(dialog);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (link && dialog && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    opener = link;
    show(link.href, link.dataset.dialog);
  } else if (event.target.closest("[data-close]") && dialog) {
    dialog.close();
  }
});

if (dialog) {
  dialog.addEventListener("close", () => {
    dialog.replaceChildren();
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  });
}
