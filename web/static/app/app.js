// On every phone page: the service worker, the offline strip, sending what waits, switches.
import { tidyWhenLeaving } from "./leaving.js";
import { KEPT, REFUSALS } from "./messages.js";
import { submit } from "./page.js";
import { flush, waiting, waitingInOtherRoles } from "./queue.js";

const FLUSH_MS = 15_000;
const UNSAID = ["purposes", "undos"]; // nothing anybody waits to hear of
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

/** "3 次扫码", or "3 条" where other things wait among them. */
function counted(things) {
  const isScans = things.every((it) => (it.kind ?? "scans") === "scans");
  return isScans ? `${things.length} 次扫码` : `${things.length} 条`;
}

async function showNet() {
  const left = (await waiting()).filter((it) => !UNSAID.includes(it.kind));
  const others = left.length ? 0 : await waitingInOtherRoles();
  if (!navigator.onLine) {
    strip("没网，照常用", left.length ? `${counted(left)}存在手机里，有网自动上传` : "扫的码先存在手机里，有网自动上传");
  } else if (net?.dataset.said === "signed-out" && left.length) {
    // What sayAnswers said stands: nothing goes before somebody signs in.
  } else if (left.length) {
    strip(`${counted(left)}等着上传`, left.some((it) => it.kind && it.kind !== "scans") ? "会自动再试，不用再填" : "会自动再试，不用再扫");
  } else if (others) {
    strip(`有 ${others} 条是用别的身份存的`, "换回那个身份，就会自动上传");
  } else if (!net?.dataset.said) {
    strip("", "");
  }
}

function sayAnswers({ answers: all, status }) {
  const answers = all.filter((it) => !UNSAID.includes(it.kind) || it.body?.code === "visit_undo_too_late");
  if (status === 401) {
    strip("登录过期了，存的都还在", "再登录一次就会自动上传", "rb-net_warn");
    net.dataset.said = "signed-out";
    return;
  }
  if (net?.dataset.said === "signed-out") net.dataset.said = "";
  if (!answers.length) return;
  const kept = answers.filter((answer) => KEPT.includes(answer.body?.code));
  const refused = answers.filter((answer) => answer.status >= 300 && !kept.includes(answer));
  const good = answers.filter((answer) => !refused.includes(answer) && !kept.includes(answer));
  const why = refused.map((answer) => REFUSALS[answer.body?.code]?.headline ?? "没有记上").join("；");
  const words = [...new Set(kept.map((answer) => answer.body.code))].map((code) => `${REFUSALS[code].headline}，${REFUSALS[code].advice}`);
  net.dataset.said = "1";
  if (kept.length && !refused.length) strip("补传好了", [good.length ? `${counted(good)}都上传了。` : "", ...words].join(""), "rb-net_ok");
  else if (refused.length) strip(`补传好了，${refused.length} ${refused.every((it) => it.kind === "scans") ? "次" : "条"}没记上`, why, "rb-net_warn");
  else strip("补传好了", `${counted(good)}都上传了`, "rb-net_ok");
}

/** Sends what waits and says what came of it; other modules hear `scans-sent`. */
export async function sync() {
  const done = navigator.onLine ? await flush().catch(() => null) : null;
  if (done) sayAnswers(done);
  await showNet();
  if (done?.answers.length) document.body.dispatchEvent(new CustomEvent("scans-sent", { detail: done, bubbles: true }));
  return done;
}

for (const input of document.querySelectorAll("[data-submits]")) {
  input.addEventListener("change", () => submit(input.form));
}
tidyWhenLeaving(sync);

addEventListener("online", sync);
addEventListener("offline", showNet);
setInterval(sync, FLUSH_MS);
sync();

if ("serviceWorker" in navigator) {
  const first = navigator.serviceWorker.controller ? [] : [location.pathname + location.search];
  navigator.serviceWorker.register("/sw.js").then(async () => {
    const { active } = await navigator.serviceWorker.ready;
    // Pages this person will want without a network; the worker fetches those it has no fresh copy of.
    // So will they want the first page of all, which came before there was a worker.
    active.postMessage({ keep: [...first, ...[...document.querySelectorAll("a[data-keep]")].map((it) => it.pathname)] });
  }).catch(() => {}); // some in-app browsers refuse workers; scans are kept without one
}
