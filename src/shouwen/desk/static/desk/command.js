// The command bar: what fits appears while typing, ↑ ↓ choose, ↵ opens. Half-typed pinyin of an input method is left alone.
const form = document.querySelector("form.cmd");
const input = form && form.querySelector("input");
const found = form && form.querySelector(".found");
let timer = 0;
let asked = null;

const options = () => [...found.querySelectorAll("[role=option]")];
const chosen = () => found.querySelector("[aria-selected=true]");

function mark(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  input.setAttribute("aria-activedescendant", option ? option.id : "");
  if (option) option.scrollIntoView({ block: "nearest" });
}

function close() {
  if (asked) asked.abort();
  found.replaceChildren();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

async function ask() {
  const words = input.value.trim();
  if (!words) return close();
  if (asked) asked.abort();
  asked = new AbortController();
  // POST: names and phone numbers stay out of addresses and of the log of addresses.
  const headers = { "HX-Request": "true", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  try {
    const answer = await fetch(form.action, { method: "POST", headers, body: new URLSearchParams({ q: words }), signal: asked.signal });
    if (answer.status === 401) return location.assign(answer.headers.get("HX-Redirect"));
    if (!answer.ok) return undefined;
    found.innerHTML = await answer.text();
    input.setAttribute("aria-expanded", "true");
    mark(options()[0] || null);
  } catch (error) {
    if (error.name !== "AbortError") close();
  }
  return undefined;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(ask, 150);
}

if (form) {
  input.addEventListener("input", (event) => event.isComposing || later());
  input.addEventListener("compositionend", later);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) {
      event.preventDefault();
      mark(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
    } else if (event.key === "Enter" && chosen()) {
      event.preventDefault();
      chosen().click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
      input.value = "";
      input.blur();
    }
  });
  document.addEventListener("click", (event) => form.contains(event.target) || close());
}
