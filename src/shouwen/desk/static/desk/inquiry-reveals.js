// 证件号和电话写在各自那一栏: in the words they would stand open wherever the words go. One key moves them to where they belong.
const form = document.getElementById("register");
const ID = /(?<![0-9A-Za-z])[1-9](?:[ \-]?\d){16}[ \-]?[\dXx](?![0-9A-Za-z])/;
const MOBILE = /(?<![0-9A-Za-z])1[3-9](?:[ \-]?\d){9}(?![0-9A-Za-z])/;
const KINDS = [
  [ID, "id_number", "证件号"],
  [MOBILE, "phone", "电话"],
];
const plain = (text) => text.replace(/[０-９Ｘ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0));

function found(field) {
  const text = plain(field.value);
  for (const [kind, to, label] of KINDS) {
    const hit = kind.exec(text);
    if (hit) return { field, hit, to, label };
  }
  return null;
}

const first = () => ["matter", "words"].map((name) => found(form.elements.namedItem(name))).find(Boolean);

function look() {
  const place = form.querySelector("[data-reveals]");
  const one = first();
  place.hidden = !one;
  if (one) for (const part of place.querySelectorAll("[data-reveals-kind]")) part.textContent = one.label;
}

// An own field that holds another number already keeps it: nothing typed is lost.
function move() {
  const one = first();
  if (!one) return;
  const { field, hit, to, label } = one;
  const own = form.elements.namedItem(to);
  const number = hit[0].replace(/[ \-]/g, "");
  if (own.value.trim() && own.value.replace(/[ \-]/g, "") !== number) {
    document.dispatchEvent(new CustomEvent("desk:say", { detail: { tone: "soon", title: `“${label}”那一栏写着别的号码，先核对是哪一个` } }));
    own.focus();
    return;
  }
  own.value = number;
  field.value = (field.value.slice(0, hit.index) + field.value.slice(hit.index + hit[0].length)).trim();
  for (const changed of [own, field]) changed.dispatchEvent(new Event("input", { bubbles: true }));
  document.dispatchEvent(new CustomEvent("desk:say", { detail: { tone: "ok", title: `移到“${label}”那一栏了` } }));
  field.focus();
}

if (form) {
  form.addEventListener("input", look);
  form.addEventListener("inquiry:changed", look);
  form.querySelector("[data-reveals-move]").addEventListener("click", move);
  look();
}
