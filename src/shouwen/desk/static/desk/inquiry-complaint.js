// 投诉: what was typed goes along to the page of a complaint, so that nothing is typed twice. No first inquiry is registered.
const button = document.querySelector("[data-as-complaint]");
const form = document.getElementById("register");
const carrier = document.getElementById("as-complaint");

if (button && form && carrier) {
  button.addEventListener("click", () => {
    for (const name of ["name", "phone", "matter", "channel"]) carrier.elements.namedItem(name).value = form.elements.namedItem(name).value;
    carrier.elements.namedItem("mark").value = form.dataset.mark;
    carrier.submit();
  });
}
