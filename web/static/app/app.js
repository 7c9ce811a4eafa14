// On every phone page: the service worker, the offline strip, sending what waits, switches.
import { database } from "../vendor/outbox.js";
import { KEPT, REFUSALS } from "./messages.js";
import { submit } from "./page.js";
import { flush, waiting } from "./queue.js";

const FLUSH_MS = 15_000;
const page = document.documentElement;
const net = document.getElementById("net");
page.dataset.script = "on";

function strip(title, words, tone = "") {
  if (!net) return;
  net.hidden = !title;
  net.className = `rb-net ${tone}`;
  document.getElementById("net-title").textContent = title;
  document.getElementById("net-words").textContent = words;
}

async function showNet() {
  const { length } = await waiting();
  if (!navigator.onLine) {
    strip("没网，照常用", length ? `${length} 次扫码存在手机里，有网自动上传` : "扫的码先存在手机里，有网自动上传");
  } else if (length) {
    strip(`${length} 次扫码等着上传`, "会自动再试，不用再扫");
  } else if (!net?.dataset.said) {
    strip("", "");
  }
}

function sayAnswers({ answers, status }) {
  if (status === 401) {
    strip("登录过期了，扫的码还在", "再登录一次就会自动上传", "rb-net_warn");
    net.dataset.said = "1";
    return;
  }
  if (!answers.length) return;
  const kept = answers.filter((answer) => KEPT.includes(answer.body?.code));
  const refused = answers.filter((answer) => answer.status !== 200 && !kept.includes(answer));
  const good = answers.length - refused.length - kept.length;
  const why = refused.map((answer) => REFUSALS[answer.body?.code]?.headline ?? "没有记上").join("；");
  const words = [...new Set(kept.map((answer) => answer.body.code))].map((code) => `${REFUSALS[code].headline}，${REFUSALS[code].advice}`);
  net.dataset.said = "1";
  if (kept.length && !refused.length) strip("补传好了", [good ? `${good} 次扫码都上传了。` : "", ...words].join(""), "rb-net_ok");
  else if (refused.length) strip(`补传好了，${refused.length} 次没记上`, why, "rb-net_warn");
  else strip("补传好了", `${good} 次扫码都上传了`, "rb-net_ok");
}

/** Sends what waits and says what came of it; other modules hear `scans-sent`. */
export async function sync() {
  const done = navigator.onLine ? await flush().catch(() => null) : null;
  if (done) sayAnswers(done);
  await showNet();
  if (done?.answers.length) document.body.dispatchEvent(new CustomEvent("scans-sent", { detail: done, bubbles: true }));
  return done;
}

async function forget() {
  // The next person on this phone must not see or use what was this one's.
  const names = await caches.keys().catch(() => []);
  await Promise.all(names.filter((name) => name.startsWith("redbee-pages")).map((name) => caches.delete(name)));
  await (await database()).delete("kept", "person-secret");
}

for (const input of document.querySelectorAll("[data-submits]")) {
  input.addEventListener("change", () => submit(input.form));
}
for (const form of document.querySelectorAll('form[action="/logout"]')) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await forget().catch(() => {});
    form.submit();
  });
}

addEventListener("online", sync);
addEventListener("offline", showNet);
setInterval(sync, FLUSH_MS);
sync();

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js").then(async () => {
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage("keep-pages");
  }).catch(() => {}); // some in-app browsers refuse workers; scans are kept without one
}
