// 暂存: the registrations that this tab keeps, by mark. They name people, so they lie in the tab sealed with the key of the log-in
// (waiting-store.js) and can't be read after it. Over plain http browsers have no cipher: there they lie in the tab as they are.
import { isOffered, openDraft, ready, sealDraft, writer } from "./waiting-store.js";

const PREFIX = "shouwen.inquiry.";
const key = `${PREFIX}${writer}`;
let drafts = {};
let storing = null;
let isStale = false;

async function opened() {
  // What another person left in this tab isn't for this one.
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX) && name !== key) sessionStorage.removeItem(name);
  const text = sessionStorage.getItem(key);
  if (!text) return;
  if (!isOffered) drafts = JSON.parse(text);
  else if (await ready) drafts = await openDraft(text).catch(() => ({}));
}

export const loaded = opened();
export const read = () => drafts;

async function store() {
  while (isStale) {
    isStale = false;
    if (!Object.keys(drafts).length) sessionStorage.removeItem(key);
    else if (!isOffered) sessionStorage.setItem(key, JSON.stringify(drafts));
    else if (await ready) {
      const text = await sealDraft(drafts);
      if (!isStale) sessionStorage.setItem(key, text);
    }
  }
}

// Sealing takes a moment: what is written meanwhile is sealed right after, and only the newest is stored.
export function write(next) {
  drafts = next;
  isStale = true;
  storing = storing || store().finally(() => (storing = null));
  return storing;
}
