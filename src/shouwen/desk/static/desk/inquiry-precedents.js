// 照这个答: an earlier ruling's answer becomes the words of 当场答复, and the registration notes which ruling it was.
// Another outcome, or words of one's own from the beginning, leave the ruling out again.
const place = document.getElementById("precedents");
const form = place && place.closest("form");
const FOUND_OUT = "以前请示过，";

function mark(serial) {
  form.elements.ruling.value = serial;
  for (const row of place.querySelectorAll("[data-precedent]")) row.classList.toggle("taken", Boolean(serial) && row.dataset.precedent === serial);
}

function take(button) {
  const { words } = form.elements;
  const answered = form.querySelector('[name=outcome][value="answered"]');
  words.value = `${FOUND_OUT}${button.dataset.takeAnswer}`;
  words.dataset.edited = "1";
  if (!answered.checked) answered.click();
  mark(button.closest("[data-precedent]").dataset.precedent);
  form.dispatchEvent(new CustomEvent("inquiry:changed"));
  form.querySelector("[name=told]").focus();
}

if (place) {
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take-answer]");
    if (button) take(button);
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "outcome" && event.target.value !== "answered" && form.elements.ruling.value) {
      mark("");
      delete form.elements.words.dataset.edited;
      form.dispatchEvent(new CustomEvent("inquiry:changed"));
    }
  });
  form.elements.words.addEventListener("input", () => form.elements.words.value || mark(""));
  form.addEventListener("inquiry:restored", () => mark(form.elements.ruling.value));
  document.addEventListener("htmx:afterSettle", () => {
    place.hidden = !place.querySelector("[data-precedent]");
    mark(form.elements.ruling.value);
  });
  mark(form.elements.ruling.value);
}
