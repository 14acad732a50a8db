/* 退出登录 that couldn't be sent: until it is, every page of the desk leads to the locked page, which sends it. Before anything is drawn. */
(() => {
  const LEAVING = "shouwen.leaving";
  const lock = () => location.pathname === "/locked/" || location.replace("/locked/");
  if (localStorage.getItem(LEAVING)) {
    document.documentElement.classList.add("leaving");
    lock();
  }
  // Another window logged out.
  addEventListener("storage", (event) => event.key === LEAVING && event.newValue && lock());
})();
