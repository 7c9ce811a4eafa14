// The code screen of a station or an activity: makes its own codes, counts live, shines at night.
// Everything it needs without a network is kept on the device: its page, its secret, the time.
import { database } from "../vendor/outbox.js";
import { drawCode, turnRing } from "./draw-code.js";
import { giveUpAfter, uuid } from "./page.js";
import { duration, heard, offWords, standing } from "./screen-clock.js";
import { stayAwake, watchOver } from "./screen-wake.js";
import { signal, wakeSound } from "./signal.js";
import { STEP_S, codeUrl, makeDigits, makeToken, readSecret, secondsLeft, stepAt } from "./tokens.js";

const TICK_MS = 1000;
const POLL_MS = 3000;
const POLL_TIMEOUT_MS = 8000;
const FLASH_MS = 2500;
const SECRET_RETRY_MS = 60_000;
const CLOCK_KEPT_MS = 60_000;
const RELOAD_MS = 6 * 3_600_000;
const NIGHT_FROM_MIN = 19 * 60;
const NIGHT_UNTIL_MIN = 6 * 60 + 30;
const CLOCK = "screen-clock";
const INSTANCE = "device-instance";

const $ = (id) => document.getElementById(id);
const plate = $("plate");
const { host, secret: secretUrl, live: liveUrl, field, mark } = plate.dataset;
const startedAt = Date.now();
let secret = null;
let shownStep = -1;
let drawnAt = null;
let clock = null; // what was last heard of the server's: {heardAt, skewMs}
let clockKeptAt = 0;
let clockOffS = null; // the server finds this device's clock too far off
let isOnline = true;
let instance = "";
let etag = "";
let count = null;
let repeats = null;
let countedOn = "";

const now = () => Date.now() + (clock?.skewMs ?? 0);
const at = (ms, parts) => new Date(ms).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false, ...parts });
const minuteOf = (ms) => at(ms, { hour: "2-digit", minute: "2-digit" });
const dayOf = (ms) => at(ms, { year: "numeric", month: "2-digit", day: "2-digit" });

/** The server's clock beats this device's: a code that is two minutes off is refused. */
async function learnClock(answer) {
  const said = heard(answer.headers.get("Date"), Date.now());
  if (!said) return;
  clock = said;
  $("skew").hidden = said.skewMs === 0;
  $("skew").textContent = `时钟${offWords(-said.skewMs / 1000)}，已校正`;
  if (Math.abs(Date.now() - clockKeptAt) < CLOCK_KEPT_MS) return;
  clockKeptAt = Date.now();
  await (await database()).put("kept", said, CLOCK);
}

async function recall() {
  const db = await database();
  clock = clock ?? (await db.get("kept", CLOCK)) ?? null;
  instance = (await db.get("kept", INSTANCE)) ?? uuid();
  await db.put("kept", instance, INSTANCE);
  const text = await db.get("kept", secretUrl);
  if (text) secret = await readSecret(text).catch(() => null);
}

async function fetchSecret() {
  const answer = await fetch(secretUrl, { cache: "no-store", signal: giveUpAfter(POLL_TIMEOUT_MS) }).catch(() => null);
  if (answer?.ok) {
    await learnClock(answer).catch(() => {});
    const text = (await answer.json()).secret;
    secret = await readSecret(text);
    await (await database()).put("kept", text, secretUrl).catch(() => {});
    shownStep = -1;
  }
  if (!secret) setTimeout(fetchSecret, SECRET_RETRY_MS);
}

function isNight(moment) {
  const [hour, minute] = moment.split(":").map(Number);
  const minutes = hour * 60 + minute;
  return minutes >= NIGHT_FROM_MIN || minutes < NIGHT_UNTIL_MIN;
}

const STRIPS = {
  offline: (forMs) => [`断网 ${duration(forMs)}，照常扫码。`, "码由这块屏幕自己生成 · 可撑 72 小时"],
  too_long: (forMs) => [`断网 ${duration(forMs)}，超过 72 小时了。`, "扫的码可能要人工核对，请管理员接上网络"],
  no_clock: () => ["断网，而且这台设备的时间不对。", "码可能扫不上，请管理员校准时间或接上网络"],
  clock_off: () => [`这台设备的时钟${offWords(clockOffS)}，已按服务器时间校正。`, "断网重启会不准，请管理员校准时间"],
};

/** Says in the strip what the keeper should know; the code keeps its place. */
function sayStanding() {
  const { state, forMs } = standing(clock, Date.now(), isOnline);
  const shown = state === "online" && clockOffS !== null ? "clock_off" : state;
  const words = STRIPS[shown]?.(forMs);
  document.body.classList.toggle("offline", !isOnline);
  document.body.classList.toggle("has-strip", Boolean(words));
  $("strip").hidden = !words;
  $("strip").dataset.state = shown;
  if (!words) return;
  if ($("strip-title").textContent !== words[0]) $("strip-title").textContent = words[0];
  $("strip-words").textContent = words[1];
}

function tellTime() {
  const moment = minuteOf(now());
  $("clock").textContent = moment;
  if (document.body.dataset.night === "auto") document.body.classList.toggle("night", isNight(moment));
  // Without a network a new day's count is not known, and yesterday's is wrong.
  if (!isOnline && countedOn && dayOf(now()) !== countedOn) for (const place of document.querySelectorAll("[data-count]")) place.textContent = "—";
  sayStanding();
}

async function tick() {
  const ms = now();
  const left = secondsLeft(ms);
  turnRing($("ring"), left, STEP_S);
  $("seconds").textContent = String(left);
  tellTime();
  if (!secret || stepAt(ms) === shownStep) return;
  shownStep = stepAt(ms);
  drawCode(plate, codeUrl(host, await makeToken(secret, ms)));
  if ($("digits")) $("digits").textContent = await makeDigits(secret, ms);
  plate.dataset.ready = "1";
  drawnAt = performance.now();
}

function setOnline(on) {
  if (on === isOnline) return;
  isOnline = on;
  $("pill").classList.toggle("off", !on);
  $("link").textContent = on ? "已联网" : "断网，照常可用";
  tellTime();
}

function flash(name, tone) {
  for (const other of document.querySelectorAll(".flash")) other.hidden = other.id !== name;
  clearTimeout(flash.timer);
  flash.timer = setTimeout(() => {
    $(name).hidden = true;
  }, FLASH_MS);
  signal(tone);
}

function sayAgain(body) {
  if (!$("again") || !body.again_from) return;
  $("again-counted").textContent = minuteOf(Date.parse(body.counted_at));
  $("again-from").textContent = minuteOf(Date.parse(body.again_from));
  flash("again", "again");
}

function showCounts(body) {
  for (const place of document.querySelectorAll("[data-field]")) {
    if (place !== plate && place.dataset.field in body) place.textContent = body[place.dataset.field].toLocaleString("en");
  }
  const total = field.split(",").reduce((sum, name) => sum + (body[name] ?? 0), 0);
  for (const place of document.querySelectorAll("[data-count]")) place.textContent = total.toLocaleString("en");
  for (const place of document.querySelectorAll("[data-now]")) place.textContent = minuteOf(now());
  countedOn = dayOf(now());
  if (count !== null && total > count) flash("flash", "ok");
  else if (repeats !== null && body.repeats_today > repeats) sayAgain(body);
  count = total;
  repeats = body.repeats_today ?? 0;
}

/** Takes over what else an answer says of the station; its services and hours need the page anew. */
function showStation(body) {
  clockOffS = body.clock_off_s ?? null;
  if ($("open") && "open" in body) $("open").textContent = body.open ? "营业中" : "休息";
  const isOld = Date.now() - startedAt > RELOAD_MS;
  if (isOld || (mark && body.shown_mark && body.shown_mark !== mark)) location.reload();
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
      headers: { "Device-Time": String(Date.now()), "Device-Instance": instance, ...(etag ? { "If-None-Match": etag } : {}) },
      cache: "no-store",
      signal: giveUpAfter(POLL_TIMEOUT_MS),
    });
    if (answer.status >= 500) throw new Error("busy");
    if (answer.status === 403 || answer.status === 401) return leave();
    await learnClock(answer).catch(() => {});
    setOnline(true);
    if (answer.status === 200) {
      etag = answer.headers.get("ETag") ?? "";
      const body = await answer.json();
      showCounts(body);
      showStation(body);
    }
  } catch {
    setOnline(false);
  }
  setTimeout(poll, POLL_MS);
}

/** The page that came before there was a worker is kept by it now: a restart needs no network. */
async function keepPage() {
  await navigator.serviceWorker?.register("/sw.js");
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ keep: [location.pathname] });
}

async function start() {
  countedOn = dayOf(Date.parse(plate.dataset.drawnAt));
  tellTime();
  await recall().catch(() => {});
  await tick();
  setInterval(tick, TICK_MS);
  fetchSecret().catch(() => {});
  poll();
  keepPage().catch(() => {}); // some browsers refuse workers: they need a network to start again
}

addEventListener("offline", () => setOnline(false));
document.addEventListener("pointerdown", wakeSound);
wakeSound();
stayAwake();
watchOver(() => drawnAt);
start();
