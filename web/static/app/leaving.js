// Signing out of this phone: nothing of this person stays, and nothing unsent goes without a word.
import { database } from "../vendor/outbox.js";
import { discard, entries } from "./queue.js";

const LAST_TRY_MS = 6000;

async function personal() {
  // A scan that waits is a code and a time; what was typed or photographed is about people. A hand-over
  // stays too: the goods have left the shop, and only its keeper can send it.
  return (await entries()).filter((it) => !["scans", "hand_overs"].includes(it.kind ?? "scans"));
}

async function forget() {
  // The next person on this phone must not see or use what was this one's.
  const names = await caches.keys().catch(() => []);
  await Promise.all(names.filter((name) => name.startsWith("redbee-pages")).map((name) => caches.delete(name)));
  for (const name of ["person-secret", "counter-list", "counter-tries", "counter-queue"]) await (await database()).delete("kept", name);
  for (const it of await personal()) await discard(it.key);
  // Nor be told this one's news.
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => null);
  const told = await worker?.pushManager?.getSubscription().catch(() => null);
  await told?.unsubscribe().catch(() => {});
}

function warn(form, left) {
  const note = document.createElement("div");
  note.className = "rb-net rb-net_warn";
  note.setAttribute("role", "alert");
  note.tabIndex = -1;
  const words = document.createElement("span");
  const title = document.createElement("strong");
  title.textContent = `还有 ${left.length} 条没交上去`;
  words.append(title, "现在退出，就从这部手机里删掉，找不回来。连上网等一会儿再退，就不会丢。");
  note.append(words);
  form.prepend(note);
  form.querySelector('button[type="submit"]').textContent = "不要了，退出登录";
  form.dataset.warned = "1";
  note.focus();
}

async function leave(form, sync) {
  const late = new Promise((done) => setTimeout(done, LAST_TRY_MS));
  if (!form.dataset.warned) {
    await Promise.race([sync(), late]).catch(() => {});
    const left = await personal().catch(() => []);
    if (left.length) return warn(form, left);
  }
  await forget().catch(() => {});
  return form.submit();
}

/** Lets the forms that sign out tidy this phone first; `sync` sends what still can be sent. */
export function tidyWhenLeaving(sync) {
  for (const form of document.querySelectorAll('form[action="/logout"]')) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      leave(form, sync);
    });
  }
}
