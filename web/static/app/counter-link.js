// The top line of the counter: is there a network, for how long not, and what waits to be sent.
import { reopen, strike } from "./counter-list.js";
import { REFUSALS } from "./messages.js";
import { giveUpAfter, owner } from "./page.js";
import { discard, entries, flush, waiting } from "./queue.js";

const FLUSH_MS = 15_000;
const TELL_MS = 5_000;
const REACH_MS = 4_000;
const REACHED = "/sw.js"; // small, of everybody, and never answered by the worker
const SINCE = "redbee-counter-offline-since";
/** A voucher of which this is said is had no more, whoever had it. */
const OVER = ["voucher_already_collected", "voucher_cancelled", "voucher_expired"];
const $ = (id) => document.getElementById(id);
const handOvers = async () => (await waiting("hand_overs")).length;

/** Whether the server answers; what the browser believes of the network is only a first guess. */
export async function isReachable() {
  if (!navigator.onLine) return setOffline(true);
  const answer = await fetch(REACHED, { method: "HEAD", cache: "no-store", signal: giveUpAfter(REACH_MS) }).catch(() => null);
  return setOffline(!answer?.ok);
}

function setOffline(off) {
  if (!off) sessionStorage.removeItem(SINCE);
  else if (!sessionStorage.getItem(SINCE)) sessionStorage.setItem(SINCE, String(Date.now()));
  return !off;
}

const since = () => Number(sessionStorage.getItem(SINCE) ?? 0);

/** "断网 8 分钟。" */
export function offlineFor() {
  const minutes = since() ? Math.floor((Date.now() - since()) / 60_000) : 0;
  return minutes ? `断网 ${minutes} 分钟。` : "断网了。";
}

async function tell() {
  const count = await handOvers().catch(() => 0);
  const off = since() > 0;
  const waits = count ? ` · 待传 ${count} 笔` : "";
  const words = `${off ? "断网，照常发放" : "已联网"}${waits}`;
  if ($("live-words").textContent !== words) $("live-words").textContent = words;
  $("live").querySelector(".dot").classList.toggle("off", off);
  $("offline-note").hidden = !off;
  $("offline-for").textContent = offlineFor();
}

function showRefused(back) {
  $("came-back").hidden = back.length === 0;
  if (!back.length) return;
  const why = back.map((it) => `${it.title}：${(REFUSALS[it.problem?.code] ?? REFUSALS.internal_error).headline}`).join("；");
  $("came-back-title").textContent = `${back.length} 笔交付没有记上。`;
  $("came-back-words").textContent = `${why}。东西已经给出去的，请拿小票找村务监督委员会。`;
}

const refused = async () => (await entries("hand_overs")).filter((it) => it.state === "refused");

/** Sends what waits; every answer is shown, and others on this page hear `hand-overs-sent`. */
export async function sync() {
  if (owner() && (await isReachable())) {
    const done = await flush().catch(() => null);
    const mine = (done?.answers ?? []).filter((it) => it.kind === "hand_overs");
    const good = mine.filter((it) => it.status < 300).map((it) => it.body.voucher_id);
    if (good.length) await strike(good);
    const no = new Set(mine.filter((it) => it.status >= 300).map((it) => it.key));
    for (const it of await refused()) {
      if (no.has(it.key)) await (OVER.includes(it.problem.code) ? strike : reopen)([it.voucher_id]);
    }
    if (mine.length) document.body.dispatchEvent(new CustomEvent("hand-overs-sent", { detail: { answers: mine } }));
  }
  showRefused(await refused());
  await tell();
}

/** Throws refused ones away once they were read. */
export async function forgetRefused() {
  for (const it of await refused()) await discard(it.key);
  showRefused([]);
}

/** Keeps the counter's pages and files on this device, and looks at the network from now on. */
export function watchLink() {
  addEventListener("online", sync);
  addEventListener("offline", () => {
    setOffline(true);
    tell();
  });
  setInterval(sync, FLUSH_MS);
  setInterval(tell, TELL_MS);
  sync();
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/sw.js").then(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const linked = document.querySelectorAll('link[rel="stylesheet"],link[rel="modulepreload"],script[type="module"]');
    const files = [...linked].map((it) => new URL(it.href || it.src, location.href).pathname);
    const counter = `/shops/${document.body.dataset.shop}/counter`;
    active.postMessage({ files, keep: [counter, `${counter}/market`] });
  }).catch(() => {}); // without a worker the counter needs a network
}
