/* 月考核表: F9 prints the page as one sheet to sign, the trace below it. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
