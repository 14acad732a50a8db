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

// The notice is about what stands on the page: this situation, this version of the guide.
function carryToNotice() {
  const notice = document.querySelector("[data-notice]");
  if (!notice || !script) return;
  const situation = script.querySelector("[name=situation]:checked");
  const version = script.querySelector("[data-notice-version]");
  notice.elements.situation.value = situation ? situation.value : "";
  notice.elements.notice_version.value = version ? version.value : "";
}

document.addEventListener("change", (event) => {
  if (event.target.name === "situation") carryToNotice();
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target === script) carryToNotice();
});

const fresh = document.querySelector("[data-fresh]");
if (fresh) fresh.focus();
