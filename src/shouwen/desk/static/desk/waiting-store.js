// 断网待送: what waits to be sent lies encrypted in this browser's own database. The key belongs to the log-in: the server makes it
// from the session, and here it is kept so that it can be used but not read. When another person logs in, the key of the one before is
// taken away; what waits stays for its owner, with the key sealed by the server, which opens it for the owner alone.
const { writer, login, writerName } = document.body.dataset;
const keyUrl = document.body.dataset.waitingKeyUrl;
export const csrf = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
// Browsers encrypt only on https or on this computer itself.
export const isOffered = Boolean(writer && window.isSecureContext && window.indexedDB && window.crypto.subtle);
export { writer };

const NAME = "shouwen-waiting";
export const LOCKED = "shouwen-locked";
const known = new Map();
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

// Own things, the own keys, and the pages that open without the line; of those, the locked one stays while a log-out isn't sent.
export async function wipe({ keepsLocked = false } = {}) {
  await writing(["keys", "things"], async (keys, things) => {
    const mine = (await done(keys.getAll())).filter((one) => one.writer === writer).map((one) => one.login);
    for (const thing of await done(things.getAll())) if (mine.includes(thing.login)) await done(things.delete(thing.order));
    for (const one of mine) await done(keys.delete(one));
  });
  known.clear();
  await forgetPages(keepsLocked);
  tell();
}

async function forgetPages(keepsLocked) {
  if (!window.caches) return;
  for (const name of await caches.keys()) if (!(keepsLocked && name === LOCKED)) await caches.delete(name);
}

async function fetchedKey(body) {
  const answer = await fetch(keyUrl, { method: "POST", body, headers: { "X-CSRFToken": csrf() }, redirect: "manual" });
  if (!answer.ok) throw new Error("no key");
  const { key, seal } = await answer.json();
  const raw = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
  return { key: await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]), seal };
}

// Another person's keys go. Without anything that waits for its owner, their names go too.
async function lockOthers() {
  const isOther = await writing(["keys", "things"], async (keys, things) => {
    const waiting = new Set((await done(things.getAll())).map((one) => one.login));
    const others = (await done(keys.getAll())).filter((one) => one.writer !== writer);
    for (const { key, ...rest } of others) {
      if (waiting.has(rest.login) && rest.seal) await done(keys.put(rest));
      else if (!waiting.has(rest.login)) await done(keys.delete(rest.login));
    }
    return others.some((one) => one.key);
  });
  if (isOther) await forgetPages(false);
}

// An earlier log-in of the same person: the server opens its key again.
async function unlockMine(rows) {
  for (const row of rows.filter((one) => one.writer === writer && !one.key && one.seal)) {
    const { key } = await fetchedKey(new URLSearchParams({ seal: row.seal }));
    await writing(["keys"], (keys) => done(keys.put({ ...row, key })));
  }
}

// Throws where there is no key yet and none to be had.
async function prepared() {
  await lockOthers();
  const rows = await reading(["keys"], (keys) => done(keys.getAll()));
  if (!rows.some((one) => one.login === login)) {
    const { key, seal } = await fetchedKey();
    await writing(["keys"], (keys) => done(keys.put({ login, writer, name: writerName, key, seal })));
  }
  await unlockMine(rows).catch(() => null); // Without the line they wait on, locked.
}
export const ready = isOffered ? prepared().then(() => true, () => false) : Promise.resolve(false);

const bound = (mark) => new TextEncoder().encode(`${writer}/${mark}`);
async function keyOf(name) {
  if (!known.has(name)) known.set(name, (await reading(["keys"], (keys) => done(keys.get(name)))).key);
  return known.get(name);
}

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
    const again = (await done(things.getAll())).filter((one) => one.mark === thing.mark);
    for (const one of [...same, ...again]) await done(things.delete(one.order));
    await done(things.add(row));
  });
  tell();
  return true;
}

const stored = () => reading(["keys", "things"], async (keys, things) => [await done(keys.getAll()), await done(things.getAll())]);

// One's own, in the order in which it was kept.
export async function all() {
  if (!(await ready)) return [];
  const [keys, rows] = await stored();
  const mine = new Set(keys.filter((one) => one.writer === writer && one.key).map((one) => one.login));
  return Promise.all(rows.filter((row) => mine.has(row.login)).map(read));
}

// Whose things besides wait on this computer for their log-in, and how many.
export async function waitingForOthers() {
  if (!(await ready)) return [];
  const [keys, rows] = await stored();
  const numbers = new Map();
  for (const { login: theirs, name } of keys.filter((one) => one.writer !== writer)) {
    const number = rows.filter((row) => row.login === theirs).length;
    if (number) numbers.set(name, (numbers.get(name) || 0) + number);
  }
  return [...numbers];
}

// A draft of this tab, sealed as what waits is; nothing where it can't be opened.
const coded = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
const decoded = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

export async function sealDraft(drafts) {
  const { iv, sealed: text } = await sealed({ mark: "draft", drafts }, login);
  return JSON.stringify({ login, iv: coded(iv), sealed: coded(text) });
}

export async function openDraft(text) {
  const row = JSON.parse(text);
  return (await read({ mark: "draft", login: row.login, iv: decoded(row.iv), sealed: decoded(row.sealed) })).drafts;
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
