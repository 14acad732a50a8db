// 扫描件和照片: chosen, dragged or pasted; several go one after the other, each with its progress; a large one isn't even sent.
const MOST = 10 * 1024 * 1024;
const TAKEN = /\.(pdf|jpe?g|png)$/i;
const table = document.getElementById("materials");

const say = (tone, title) => document.dispatchEvent(new CustomEvent("desk:say", { detail: { tone, title } }));
const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
const chooser = (row) => row && row.querySelector("input[data-upload]");
const chosenRow = () => table && table.querySelector("tbody.sel");

function whyNot(file) {
  if (file.size > MOST) return `“${file.name}”太大，一个文件最大 10 MB。扫描时选“普通清晰度”`;
  if (!file.size) return `“${file.name}”是空的`;
  if (file.name && !TAKEN.test(file.name)) return `“${file.name}”收不了，只收 PDF、JPEG、PNG`;
  return "";
}

function progressOf(row, file) {
  const chip = document.createElement("span");
  chip.className = "scan going";
  chip.setAttribute("role", "status");
  chip.append(file.name || "粘贴的图片");
  const bar = document.createElement("progress");
  bar.max = file.size;
  bar.setAttribute("aria-label", "已传");
  chip.append(bar);
  const place = row.querySelector("[data-beside]");
  if (place) place.append(chip);
  return { bar, chip };
}

// The row comes back with the new file in it; what else goes on in the row (a reason being typed) isn't touched.
function show(rowId, html) {
  const fresh = new DOMParser().parseFromString(`<table>${html}</table>`, "text/html");
  const row = document.getElementById(rowId);
  for (const part of ["[data-beside]", ".nm"]) {
    const from = fresh.querySelector(part);
    const to = row && row.querySelector(part);
    if (from && to) to.replaceWith(document.importNode(from, true));
  }
}

function send(row, file) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const { bar, chip } = progressOf(row, file);
    const body = new FormData();
    body.append("file", file, file.name || "粘贴的图片.png");
    request.upload.addEventListener("progress", (event) => (bar.value = Math.min(event.loaded, bar.max)));
    request.addEventListener("load", () => {
      chip.remove();
      if (request.status === 200) show(row.id, request.responseText);
      else if (request.status === 401 && request.getResponseHeader("HX-Redirect")) location.assign(request.getResponseHeader("HX-Redirect"));
      else if (request.status === 422 || request.status === 409) say("over", `“${file.name}”没收下：${request.responseText}`);
      else say("over", `“${file.name}”没收下，系统出错了，请再试一次`);
      resolve(request.status === 200);
    });
    request.addEventListener("error", () => {
      chip.remove();
      say("over", `“${file.name}”没传上去，网可能断了，请再试一次`);
      resolve(false);
    });
    request.open("POST", chooser(row).dataset.upload);
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("HX-Request", "true");
    request.send(body);
  });
}

async function sendAll(row, files) {
  let kept = 0;
  for (const file of files) {
    const current = document.getElementById(row.id);
    const no = whyNot(file);
    if (no) say("over", no);
    else if (await send(current, file)) kept += 1;
  }
  if (kept) say("ok", kept > 1 ? `附上了 ${kept} 个文件` : "附上了");
}

if (table) {
  table.addEventListener("change", (event) => {
    if (!event.target.matches("input[data-upload]")) return;
    const files = [...event.target.files];
    const row = event.target.closest("tbody");
    event.target.value = "";
    sendAll(row, files);
  });

  const overRow = (event) => {
    const row = event.target.closest && (event.target.closest("#materials tbody[data-row]") || (event.target.closest("#review") && chosenRow()));
    return row && chooser(row) ? row : null;
  };
  const mark = (row) => {
    for (const other of table.querySelectorAll("tbody.dropping")) if (other !== row) other.classList.remove("dropping");
    if (row) row.classList.add("dropping");
  };
  // A file dropped beside the list isn't opened in place of the page.
  document.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    const row = overRow(event);
    event.dataTransfer.dropEffect = row ? "copy" : "none";
    mark(row);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || mark(null));
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    mark(null);
    const row = overRow(event);
    if (row) sendAll(row, [...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData ? event.clipboardData.files : [])];
    const row = chosenRow();
    if (!files.length || document.querySelector("dialog[open]")) return;
    if (!chooser(row)) return;
    event.preventDefault();
    sendAll(row, files);
  });
}
