// 告知用语: a press on a name puts it where the cursor stands. Without script it is typed.
const words = document.querySelector("[data-words]");

document.addEventListener("click", (event) => {
  const blank = event.target.closest("[data-blank]");
  if (!blank || !words) return;
  words.setRangeText(`{${blank.dataset.blank}}`, words.selectionStart, words.selectionEnd, "end");
  words.focus();
  words.dispatchEvent(new Event("input", { bubbles: true }));
});
