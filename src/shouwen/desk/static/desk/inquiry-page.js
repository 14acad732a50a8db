// The page of one inquiry: the item of a case, the situation of the notice, and papers just issued, which ↵ opens.
const settle = document.getElementById("settle");
const script = document.getElementById("script");
const pick = document.querySelector("[data-pick]");

if (pick && settle) {
  const item = document.getElementById("id_item");
  pick.addEventListener("change", () => {
    item.value = pick.value;
    if (script) script.dispatchEvent(new CustomEvent("take"));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target === script) settle.dispatchEvent(new CustomEvent("inquiry:changed"));
  });
}

document.addEventListener("change", (event) => {
  const place = document.querySelector("[data-notice] [name=situation]");
  if (place && event.target.name === "situation") place.value = event.target.value;
});

const fresh = document.querySelector("[data-fresh]");
if (fresh) fresh.focus();
