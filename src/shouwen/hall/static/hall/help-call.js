// 请人帮忙: asks every second who comes, until it is over. Without a script there is a link to look again.
const place = document.querySelector("[data-url]");
const lost = document.querySelector("[data-lost]");

function show(now) {
  if (place.dataset.state === now.state && place.querySelector("[data-words]").textContent === now.words) return;
  place.dataset.state = now.state;
  place.querySelector("[data-title]").textContent = now.title;
  place.querySelector("[data-words]").textContent = now.words;
  document.title = now.title;
  if (now.is_open) return;
  for (const one of document.querySelectorAll("[data-open]")) one.hidden = true;
  for (const one of document.querySelectorAll("[data-over]")) one.hidden = false;
}

async function ask() {
  let again = 1000;
  try {
    const answer = await fetch(place.dataset.url, { headers: { Accept: "application/json" } });
    lost.hidden = answer.ok;
    if (answer.ok) {
      const now = await answer.json();
      show(now);
      if (!now.is_open) return;
    } else {
      again = 5000;
    }
  } catch {
    lost.hidden = false;
  }
  setTimeout(ask, again);
}
setTimeout(ask, 1000);
