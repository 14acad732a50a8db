/* 退出登录: what was parked in this tab names people, so it goes with the person who leaves. A session that merely ended keeps it. */
const form = document.querySelector("form[data-leave]");
if (form) {
  form.addEventListener("submit", () => window.sessionStorage.clear());
}
