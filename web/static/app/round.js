// The round on the phone: which gates are only on this phone, which came back, and how many are left.
import { sync } from "./app.js";
import { seenAfter } from "./handing-in.js";
import { entries } from "./queue.js";
import { foundWords } from "./round-words.js";

const COMING_MAX = 3;
const $ = (id) => document.getElementById(id);
const clock = (iso) => new Date(iso).toLocaleTimeString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false, hour: "2-digit", minute: "2-digit" });

/** The newest entry of every gate; one that came back tells more than one that waits. */
function byGate(checks) {
  const of = new Map();
  for (const it of checks) {
    const known = of.get(it.household_id);
    if (!known?.state || it.state) of.set(it.household_id, it);
  }
  return of;
}

function mark(row, entry) {
  const model = $(entry ? (entry.state ? "gate-refused" : "gate-waiting") : row.dataset.walked ? "gate-sent" : "gate-open");
  const fresh = model.content.cloneNode(true);
  row.querySelector("[data-gate-badge]").replaceWith(fresh.querySelector("[data-gate-badge]"));
  row.querySelector("[data-gate-tag]").replaceWith(fresh.querySelector("[data-gate-tag]"));
  const words = row.querySelector("[data-gate-words]");
  if (words.dataset.server === undefined) words.dataset.server = words.textContent;
  words.textContent = entry ? `${clock(entry.occurred_at)} ${foundWords(entry)}` : words.dataset.server;
}

/** So many gates to come are shown as on a fresh page, however many of them were walked since. */
function showComing(of) {
  let left = COMING_MAX;
  for (const row of document.querySelectorAll("[data-coming]")) {
    const isWalked = of.has(row.dataset.gateRow);
    row.closest("li").hidden = !isWalked && left <= 0;
    if (!isWalked) left -= 1;
  }
}

function showSums(checks) {
  const sums = $("sums");
  if (!sums) return;
  const [total, walked] = [Number(sums.dataset.total), Number(sums.dataset.walked)];
  const gates = (some) => new Set(some.map((it) => it.household_id)).size;
  const waits = gates(checks.filter((it) => !it.state));
  const anew = gates(checks.filter((it) => !it.state && it.is_first));
  const refused = gates(checks.filter((it) => it.state));
  const left = Math.max(0, total - walked - anew);
  $("walked").textContent = String(Math.min(total, walked + anew));
  $("left-tag").textContent = `还剩 ${left}`;
  $("waiting-tag").hidden = waits === 0;
  $("waiting-count").textContent = `待传 ${waits}`;
  $("refused-tag").hidden = refused === 0;
  $("refused-count").textContent = `没记上 ${refused}`;
  $("bar-waiting").setAttribute("x", String((100 * walked) / total));
  $("bar-waiting").setAttribute("width", String((100 * Math.min(anew, total - walked)) / total));
  $("bar").setAttribute("aria-label", `${total} 户中 ${walked} 户已传，${waits} 户待传，${left} 户没走`);
}

async function show() {
  const checks = await entries("checks");
  const of = byGate(checks);
  for (const row of document.querySelectorAll("[data-gate-row]")) {
    if (of.has(row.dataset.gateRow) || row.dataset.marked) mark(row, of.get(row.dataset.gateRow));
    row.dataset.marked = of.has(row.dataset.gateRow) ? "1" : "";
  }
  showComing(of);
  showSums(checks);
}

document.body.addEventListener("scans-sent", ({ detail }) => {
  // What was sent stands on a fresh page only.
  const sent = (detail?.answers ?? []).filter((it) => it.kind === "checks" && it.status < 300);
  const position = Math.max(0, ...sent.map((it) => it.body?.position ?? 0));
  if (sent.length) location.replace(seenAfter(location.pathname + location.search, { position }));
  else show();
});
show();
sync();
