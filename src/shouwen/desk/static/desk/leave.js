// 退出登录: what was parked in this tab names people, so it goes with the person who leaves; a session that merely ended keeps it.
// Without the line the session can't be ended: this computer locks itself, and the locked page ends it as soon as the line is back.
import { all, isOffered, LOCKED, wipe } from "./waiting-store.js";

const form = document.querySelector("form[data-leave]");
const LEAVING = "shouwen.leaving";
const LONGEST = 8000;

async function isSent() {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), LONGEST);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual", signal: ending.signal });
    return answer.type === "opaqueredirect" || answer.ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function leave() {
  document.dispatchEvent(new CustomEvent("desk:leaving"));
  localStorage.setItem(LEAVING, "1");
  sessionStorage.clear();
  if (window.caches && (await caches.has(LOCKED))) await (await caches.open(LOCKED)).put("/leaving/", new Response("1"));
  await wipe({ keepsLocked: true });
  if (!(await isSent())) return location.replace("/locked/");
  localStorage.removeItem(LEAVING);
  if (window.caches) await caches.delete(LOCKED);
  return location.assign("/login/");
}

async function asked() {
  const number = (await all()).length;
  if (!number) return leave();
  const dialog = document.getElementById("ask");
  dialog.replaceChildren(document.querySelector("template[data-waiting-leave]").content.cloneNode(true));
  dialog.querySelector("[data-waiting-leave-number]").textContent = String(number);
  dialog.querySelector("[data-waiting-leave-yes]").addEventListener("click", leave);
  return dialog.showModal();
}

if (form) {
  form.addEventListener("submit", (event) => {
    if (isOffered) {
      event.preventDefault();
      asked();
    } else if (navigator.onLine) {
      sessionStorage.clear();
    } else {
      event.preventDefault();
      const title = "网断了，还没有退出。通了再按一次“退出登录”；在那之前人别离开这台电脑。";
      document.dispatchEvent(new CustomEvent("desk:say", { detail: { tone: "over", title } }));
    }
  });
}
