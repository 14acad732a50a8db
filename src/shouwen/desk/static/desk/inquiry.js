// 登记首问: the fields of the person, ↵ goes on to the next field, and one press of 完成 sends once.
const form = document.getElementById("register");

const digits = (text) => text.replace(/[\s\-()（）]/g, "").replace(/^\+86/, "");
const isPhone = (text) => /^1\d{10}$/.test(text) || /^0\d{6,11}$/.test(text) || /^[2-9]\d{6,7}$/.test(text);

function good(input, holds) {
  input.closest(".in").querySelector(".good").hidden = !holds;
}

if (form) {
  const { name, phone } = form.elements;
  let last = "";
  const look = () => {
    good(name, name.value.trim().length > 1);
    const number = digits(phone.value);
    good(phone, isPhone(number));
    if (number !== last && (isPhone(number) || !number)) {
      last = number;
      phone.dispatchEvent(new CustomEvent("known"));
    }
  };
  form.addEventListener("input", (event) => [name, phone].includes(event.target) && look());
  form.addEventListener("inquiry:restored", look);
  phone.addEventListener("change", () => {
    const mobile = /^(1\d{2})(\d{4})(\d{4})$/.exec(digits(phone.value));
    if (mobile) phone.value = mobile.slice(1).join(" ");
  });
  // What this number asked before may have come under the field by now; the next thing to write is still the matter.
  phone.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.elements.matter.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.altKey || !event.target.matches("input")) return;
    event.preventDefault();
    const stops = [...form.querySelectorAll("input:not([type=hidden]),select,textarea,button[type=submit]")].filter((one) => one.getClientRects().length);
    const next = stops.slice(stops.indexOf(event.target) + 1).find((one) => one.type !== "radio" || one.checked);
    if (next) next.focus();
  });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine && !("keeps" in form.dataset)) {
      event.preventDefault();
      document.dispatchEvent(new CustomEvent("desk:say", { detail: { tone: "over", title: "网断了，没有送出去。写了的都在，通了再按一次完成。" } }));
      return;
    }
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  const wrong = form.querySelector("[aria-invalid=true]");
  if (wrong && document.activeElement === document.body) wrong.focus();
  look();
}
