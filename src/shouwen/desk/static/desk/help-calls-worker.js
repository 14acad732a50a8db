// 请人帮忙: asks whether somebody calls. In a worker, since a page in the background is woken only once a minute.
let url = "";
let last = null;

async function ask() {
  let next = 5000;
  try {
    const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (answer.status === 401 || answer.redirected) return;
    if (answer.ok) {
      next = Number(answer.headers.get("X-Next")) || next;
      const html = answer.status === 204 ? "" : await answer.text();
      // The token for sending is new each time: what is shown hasn't changed for that.
      const plain = html.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
      if (plain !== last) postMessage(html);
      last = plain;
    }
  } catch {
    next = 3000;
  }
  setTimeout(ask, next);
}

onmessage = (event) => {
  if (event.data.url) {
    url = event.data.url;
    ask();
  } else {
    last = null;
  }
};
