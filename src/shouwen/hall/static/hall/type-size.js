// 大字: changes the type in place, so that nothing typed into a form is lost; without script the link does it by a new page.
const link = document.querySelector("a.size");

link.addEventListener("click", (click) => {
  click.preventDefault();
  const big = document.body.dataset.size !== "elder";
  if (big) document.body.dataset.size = "elder";
  else delete document.body.dataset.size;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `type=${big ? "big" : "usual"}; path=/; max-age=31536000; samesite=lax${secure}`;
  link.lastElementChild.textContent = big ? "小字" : "大字";
  link.href = `?type=${big ? "usual" : "big"}`;
});
