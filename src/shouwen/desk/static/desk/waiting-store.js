// 断网待送: what waits to be sent lies encrypted in this browser's own database. The key belongs to the log-in: the server makes it
// from the session, and here it is kept so that it can be used but not read. Another person's things are wiped before anything else.
const { writer, login } = document.body.dataset;
const keyUrl = document.body.dataset.waitingKeyUrl;
export const csrf = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
// Browsers encrypt only on https or on this computer itself.
export const isOffered = Boolean(writer && window.isSecureContext && window.indexedDB && window.crypto.subtle);
export { writer };

const NAME = "shouwen-waiting";
const others = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function opened() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("keys", { keyPath: "login" });
    request.result.createObjectStore("things", { keyPath: "order", autoIncrement: true });
  };
  return done(request);
}

async function within(stores, mode, work) {
  const database = await opened();
  try {
    const change = database.transaction(stores, mode);
    const result = await work(...stores.map((name) => change.objectStore(name)));
    await new Promise((resolve, reject) => {
      change.oncomplete = resolve;
      change.onabort = () => reject(change.error);
    });
    return result;
  } finally {
    database.close();
  }
}

const reading = (stores, work) => within(stores, "readonly", work);
const writing = (stores, work) => within(stores, "readwrite", work);

export function tell() {
  document.dispatchEvent(new CustomEvent("waiting:changed"));
  if (others) others.postMessage("changed");
}
if (others) others.onmessage = () => document.dispatchEvent(new CustomEvent("waiting:changed"));

// Everything of everybody, and the page that opens without the line.
export async function wipe() {
  await writing(["keys", "things"], (keys, things) => Promise.all([done(keys.clear()), done(things.clear())]));
  if (window.caches) for (const name of await caches.keys()) await caches.delete(name);
  tell();
}

async function fetchedKey() {
  const answer = await fetch(keyUrl, { method: "POST", headers: { "X-CSRFToken": csrf() }, redirect: "manual" });
  if (!answer.ok) throw new Error("no key");
  const raw = Uint8Array.from(atob((await answer.json()).key), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

// Throws where there is no key yet and none to be had.
async function prepared() {
  const found = await reading(["keys"], (keys) => done(keys.getAll()));
  if (found.some((one) => one.writer !== writer)) await wipe();
  else if (found.some((one) => one.login === login)) return;
  const key = await fetchedKey();
  await writing(["keys"], (keys) => done(keys.put({ login, writer, key })));
}
export const ready = isOffered ? prepared().then(() => true, () => false) : Promise.resolve(false);

const bound = (mark) => new TextEncoder().encode(`${writer}/${mark}`);
const keyOf = async (name) => (await reading(["keys"], (keys) => done(keys.get(name)))).key;

async function sealed(thing, name) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(thing));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(thing.mark) }, await keyOf(name), text) };
}

async function read(row) {
  const how = { name: "AES-GCM", iv: row.iv, additionalData: bound(row.mark) };
  const text = await crypto.subtle.decrypt(how, await keyOf(row.login), row.sealed);
  return { ...JSON.parse(new TextDecoder().decode(text)), order: row.order };
}

// thing: mark, kind, url, body, title, page, at; a later choice for the same address takes the place of one that still waits.
export async function keep(thing) {
  if (!(await ready)) return false;
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist(); // Not to be cleared away when the disk is full.
  const same = thing.replaces ? (await all()).filter((one) => one.url === thing.url && !one.refused) : [];
  const row = { mark: thing.mark, login, ...(await sealed(thing, login)) };
  await writing(["things"], async (things) => {
    for (const one of same) await done(things.delete(one.order));
    await done(things.add(row));
  });
  tell();
  return true;
}

// In the order in which it was kept.
export async function all() {
  if (!(await ready)) return [];
  const rows = await reading(["things"], (things) => done(things.getAll()));
  return Promise.all(rows.map(read));
}

export async function drop(order) {
  await writing(["things"], (things) => done(things.delete(order)));
  tell();
}

export async function refuse(thing, words) {
  const row = { mark: thing.mark, login, order: thing.order, ...(await sealed({ ...thing, refused: words }, login)) };
  await writing(["things"], (things) => done(things.put(row)));
  tell();
}

// The time of the server, as the top bar shows it.
export function now() {
  const { clock, keptAt } = document.querySelector("[data-clock]").dataset;
  return Math.round(Date.parse(clock) + (keptAt ? Date.now() - Number(keptAt) : performance.now()));
}

export function newMark() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
