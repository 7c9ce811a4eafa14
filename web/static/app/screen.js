// The code screen of a station or an activity: makes its own codes, counts live, shines at night.
import { database } from "../vendor/outbox.js";
import { drawCode, turnRing } from "./draw-code.js";
import { giveUpAfter } from "./page.js";
import { STEP_S, codeUrl, makeDigits, makeToken, readSecret, secondsLeft, stepAt } from "./tokens.js";

const TICK_MS = 1000;
const POLL_MS = 3000;
const POLL_TIMEOUT_MS = 8000;
const FLASH_MS = 2500;
const SECRET_RETRY_MS = 60_000;
const SKEW_SHOWN_MS = 2000;
const HOUR_S = 3600;
const NIGHT_FROM_MIN = 19 * 60;
const NIGHT_UNTIL_MIN = 6 * 60 + 30;

const $ = (id) => document.getElementById(id);
const plate = $("plate");
const { host, secret: secretUrl, live: liveUrl, field } = plate.dataset;
let secret = null;
let shownStep = -1;
let skewMs = 0;
let etag = "";
let count = null;
let offlineSince = null;

const now = () => Date.now() + skewMs;

/** The server's clock beats this device's: a code that is two minutes off is refused. */
function learnClock(answer) {
  const said = Date.parse(answer.headers.get("Date") ?? "");
  if (Number.isNaN(said)) return;
  const off = said + 500 - Date.now();
  skewMs = Math.abs(off) > SKEW_SHOWN_MS ? off : 0;
  $("skew").hidden = skewMs === 0;
  const seconds = Math.abs(Math.round(off / 1000));
  $("skew").textContent = seconds < HOUR_S ? `时钟${off > 0 ? "慢" : "快"} ${seconds} 秒，已校正` : "时钟不准，已校正";
}

async function fetchSecret() {
  const db = await database();
  const answer = await fetch(secretUrl, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) {
    learnClock(answer);
    await db.put("kept", (await answer.json()).secret, secretUrl);
  }
  const text = await db.get("kept", secretUrl);
  if (text) secret = await readSecret(text);
  if (!secret) setTimeout(fetchSecret, SECRET_RETRY_MS);
}

function isNight(moment) {
  const [hour, minute] = moment.split(":").map(Number);
  const at = hour * 60 + minute;
  return at >= NIGHT_FROM_MIN || at < NIGHT_UNTIL_MIN;
}

function minutesSince(then) {
  const minutes = Math.floor((Date.now() - then) / 60_000);
  return minutes ? `${minutes} 分钟` : "不到 1 分钟";
}

function tellTime() {
  const moment = new Date(now()).toLocaleTimeString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false, hour: "2-digit", minute: "2-digit" });
  $("clock").textContent = moment;
  if (document.body.dataset.night === "auto") document.body.classList.toggle("night", isNight(moment));
  if (offlineSince) $("strip-for").textContent = minutesSince(offlineSince);
}

async function tick() {
  const at = now();
  const left = secondsLeft(at);
  turnRing($("ring"), left, STEP_S);
  $("seconds").textContent = String(left);
  tellTime();
  if (!secret || stepAt(at) === shownStep) return;
  shownStep = stepAt(at);
  const url = codeUrl(host, await makeToken(secret, at));
  drawCode(plate, url);
  if ($("digits")) $("digits").textContent = await makeDigits(secret, at);
  plate.dataset.ready = "1";
}

function setOffline(off) {
  if (off === Boolean(offlineSince)) return;
  offlineSince = off ? Date.now() : null;
  document.body.classList.toggle("offline", off);
  $("strip").hidden = !off;
  $("pill").classList.toggle("off", off);
  $("link").textContent = off ? "断网，照常可用" : "已联网";
  tellTime();
}

function flashGreen() {
  $("flash").hidden = false;
  clearTimeout(flashGreen.timer);
  flashGreen.timer = setTimeout(() => {
    $("flash").hidden = true;
  }, FLASH_MS);
}

function showCounts(body) {
  for (const place of document.querySelectorAll("[data-field]")) {
    if (place !== plate && place.dataset.field in body) place.textContent = body[place.dataset.field].toLocaleString("en");
  }
  const total = field.split(",").reduce((sum, name) => sum + (body[name] ?? 0), 0);
  for (const place of document.querySelectorAll("[data-count]")) place.textContent = total.toLocaleString("en");
  if (count !== null && total > count) flashGreen();
  count = total;
}

/** A revoked device keeps nothing, and says so on a page of its own. */
async function leave() {
  const db = await database().catch(() => null);
  await db?.delete("kept", secretUrl).catch(() => {});
  location.replace("/device");
}

async function poll() {
  try {
    const answer = await fetch(liveUrl, {
      headers: etag ? { "If-None-Match": etag } : {},
      cache: "no-store",
      signal: giveUpAfter(POLL_TIMEOUT_MS),
    });
    if (answer.status >= 500) throw new Error("busy");
    if (answer.status === 403 || answer.status === 401) return leave();
    setOffline(false);
    learnClock(answer);
    if (answer.status === 200) {
      etag = answer.headers.get("ETag") ?? "";
      showCounts(await answer.json());
    }
  } catch {
    setOffline(true);
  }
  setTimeout(poll, POLL_MS);
}

addEventListener("offline", () => setOffline(true));
// A dark screen shows no code: where the browser can, it stays on.
navigator.wakeLock?.request("screen").catch(() => {});
navigator.serviceWorker?.register("/sw.js").catch(() => {});

async function start() {
  tellTime();
  await fetchSecret().catch(() => {});
  await tick();
  setInterval(tick, TICK_MS);
  poll();
}

start();
