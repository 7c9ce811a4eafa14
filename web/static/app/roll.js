// The leader's roll: its code turns by itself, and its lines follow what is scanned elsewhere.
import { database } from "../vendor/outbox.js";
import { drawCode } from "./draw-code.js";
import { giveUpAfter } from "./page.js";
import { codeUrl, makeDigits, makeToken, readSecret, secondsLeft, stepAt } from "./tokens.js";

const TICK_MS = 1000;
const POLL_MS = 5000;
const POLL_TIMEOUT_MS = 8000;
const $ = (id) => document.getElementById(id);
const plate = $("plate");
const live = $("live");
let secret = null;
let shownStep = -1;
let etag = "";

async function fetchSecret() {
  const address = plate.dataset.secret;
  const db = await database();
  const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) await db.put("kept", (await answer.json()).secret, address);
  const text = await db.get("kept", address);
  if (text) secret = await readSecret(text);
}

async function tick() {
  const at = Date.now();
  $("seconds").textContent = String(secondsLeft(at));
  if (!secret || stepAt(at) === shownStep) return;
  shownStep = stepAt(at);
  drawCode(plate, codeUrl(plate.dataset.host, await makeToken(secret, at)));
  $("digits").textContent = await makeDigits(secret, at);
  plate.dataset.ready = "1";
}

function showLink(on) {
  $("link-words").textContent = on ? "已联网" : "断网，名单是刚才的";
  $("link").querySelector(".dot").classList.toggle("off", !on);
}

/** Puts the new lines in, unless somebody is just about to press one of them. */
function show(html) {
  if (live.contains(document.activeElement) && document.activeElement.matches("a.btn")) return;
  const { scrollTop } = live.querySelector(".roll") ?? { scrollTop: 0 };
  live.innerHTML = html;
  live.querySelector(".roll").scrollTop = scrollTop;
}

async function poll() {
  try {
    const answer = await fetch(live.dataset.live + location.search, {
      headers: etag ? { "If-None-Match": etag } : {},
      cache: "no-store",
      signal: giveUpAfter(POLL_TIMEOUT_MS),
    });
    if (answer.status >= 500) throw new Error("busy");
    if (answer.status === 401 || answer.status === 403) return location.reload();
    if (answer.status === 200) {
      etag = answer.headers.get("ETag") ?? "";
      show(await answer.text());
    }
    showLink(true);
  } catch {
    showLink(false);
  }
  setTimeout(poll, POLL_MS);
}

addEventListener("offline", () => showLink(false));
setTimeout(poll, POLL_MS);
if (plate) {
  await fetchSecret().catch(() => {});
  await tick();
  setInterval(tick, TICK_MS);
}
