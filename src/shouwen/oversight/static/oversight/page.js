// 大字 and 打印. Without this script the page is complete, only these two buttons are missing.
(() => {
  const root = document.documentElement;
  const tools = document.querySelector("[data-tools]");
  const large = document.querySelector("[data-large]");
  const kept = () => { try { return localStorage.getItem("large") === "1"; } catch { return false; } };
  const show = (is) => {
    if (is) root.dataset.size = "elder"; else delete root.dataset.size;
    large.setAttribute("aria-pressed", String(is));
  };
  show(kept());
  tools.hidden = false;
  large.addEventListener("click", () => {
    const is = root.dataset.size !== "elder";
    show(is);
    try { localStorage.setItem("large", is ? "1" : "0"); } catch { /* a private window keeps nothing */ }
  });
  document.querySelector("[data-print]").addEventListener("click", () => print());
  // A link to one explanation opens the list that it stands in.
  const open = () => {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const list = place && place.closest("details");
    if (list && !list.open) { list.open = true; place.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();
})();
