// The keeper's scanner: one rider after the other, with or without a network. Every scan goes
// through the outbox under its own key and gets a line of its own with what came of it.
import { sync } from "./app.js";
import { deviceId } from "./device.js";
import { REFUSALS } from "./messages.js";
import { fill, uuid } from "./page.js";
import { OutboxFullError, keep, waiting } from "./queue.js";
import { add, askAgain, clear, drop, lines, settle } from "./riders-log.js";
import { signal, wakeSound } from "./signal.js";
import { unbase32 } from "./tokens.js";

/** So long the same person's code is one scan: a phone is held before the camera while it turns. */
const SAME_MS = 60_000;
const SUBJECT_FROM = 2;
const SUBJECT_UNTIL = 10;
const SHOWN_MAX = 100;
const PREFETCH_MS = 1500;
const CAMERA_WORDS = {
  NotAllowedError: "没有相机权限。请在设置里允许，或拍张照片。",
  NotFoundError: "没找到相机。请拍张照片。",
  NotReadableError: "相机被别的程序占着。请关掉再试，或拍张照片。",
  InsecureContext: "这个网址不能用相机。请拍张照片。",
};
const WORDS = { waiting: "存在手机里，有网自动上传", counted: "到站记上了", again: "4 小时内记过，不重复记" };
const $ = (id) => document.getElementById(id);
const decoder = () => import("../vendor/scanner.js");
const hint = $("said").textContent;
const seen = new Map();
let camera = null;

/** Whose code it is, as far as a code says: its subject, or the whole text. */
function subjectOf(text) {
  try {
    const token = text.split("/").pop();
    return unbase32(token).slice(SUBJECT_FROM, SUBJECT_UNTIL).join(".");
  } catch {
    return text;
  }
}

const wordsOf = ({ state, code }) => WORDS[state] ?? `没记上：${(REFUSALS[code] ?? REFUSALS.internal_error).headline}`;

function row(line) {
  const part = document.querySelector(`template[data-state="${line.state}"]`).content.cloneNode(true);
  const at = new Date(line.occurred_at).toLocaleTimeString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false });
  part.querySelector("strong").textContent = `第 ${line.n} 个 · ${at}`;
  part.querySelector("[data-words]").textContent = wordsOf(line);
  return part;
}

async function show() {
  const all = await lines();
  const count = (...states) => String(all.filter((it) => states.includes(it.state)).length);
  $("n-counted").textContent = count("counted");
  $("n-waiting").textContent = count("waiting");
  $("n-refused").textContent = count("again", "refused");
  fill($("rows"), ...all.slice(0, SHOWN_MAX).map(row));
  $("none").hidden = all.length > 0;
  $("clear").hidden = !all.some((it) => it.state !== "waiting");
}

/** Sends what waits; a scan kept while others were on their way goes right after them. */
async function send() {
  const done = await sync();
  if (done?.answers.length && (await waiting("scans")).length) send();
}

async function scanned(token) {
  const subject = subjectOf(token);
  if (Date.now() - (seen.get(subject) ?? -SAME_MS) < SAME_MS) return;
  seen.set(subject, Date.now());
  const scan = { key: uuid(), token, occurred_at: new Date().toISOString(), device_id: deviceId() };
  await add(scan); // first the line: what the outbox holds is never without one
  try {
    await keep(scan);
  } catch (error) {
    await drop(scan.key);
    seen.delete(subject);
    $("said").textContent = error instanceof OutboxFullError ? "存满 500 次了，请先连上网传完再扫。" : "手机存不下了，请先连上网传完。";
    return signal("warn");
  }
  $("said").textContent = "扫到了，下一个。";
  signal("ok");
  await show();
  send();
}

async function open() {
  $("start").hidden = true;
  try {
    camera = await (await decoder()).openScanner($("camera"), scanned);
    $("said").textContent = hint;
    $("lamp").hidden = !(await camera.torch(false).catch(() => false));
  } catch (error) {
    $("said").textContent = CAMERA_WORDS[error.name] ?? "相机打不开。请拍张照片。";
    $("start").hidden = false;
  }
}

async function fromPhoto(event) {
  const [photo] = event.target.files;
  if (!photo) return;
  const text = await (await decoder()).decodeImage(photo).catch(() => null);
  event.target.value = "";
  if (text) await scanned(text);
  else $("said").textContent = "照片里没看到码。请靠近一点，再拍一张。";
}

document.body.addEventListener("scans-sent", async ({ detail }) => {
  await settle(detail.answers.filter((it) => it.kind === "scans"));
  await show();
});
$("photo").addEventListener("change", fromPhoto);
$("start").addEventListener("click", open);
$("clear").addEventListener("click", async () => {
  await clear();
  await show();
});
$("lamp").addEventListener("click", async () => {
  const on = $("lamp").getAttribute("aria-pressed") !== "true";
  await camera?.torch(on);
  $("lamp").setAttribute("aria-pressed", String(on));
});
document.addEventListener("pointerdown", wakeSound, { once: true });
addEventListener("pagehide", () => camera?.stop());

async function start() {
  await askAgain(); // what was answered before this page listened
  await show();
  send();
  await open();
}

start();
// Also when the camera is refused: the decoder must be here before the network goes.
addEventListener("load", () => setTimeout(() => decoder().catch(() => {}), PREFETCH_MS));
