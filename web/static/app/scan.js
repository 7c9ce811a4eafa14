// The scanning page: camera, photo, one POST, and one of three pictures for what came of it.
import { isVisit, kept, refused, told } from "./answer.js";
import { sync } from "./app.js";
import { csrfToken, renewCsrfToken } from "./csrf.js";
import { readCards } from "./cards.js";
import { deviceId } from "./device.js";
import { fill, giveUpAfter, uuid } from "./page.js";
import { gateAddress } from "./plates.js";
import { offerPurposes } from "./purposes.js";
import { keep, waiting } from "./queue.js";
import { signal, wakeSound } from "./signal.js";

const SCANS = "/api/v1/scans";
const SEND_TIMEOUT_MS = 8000;
const PREFETCH_MS = 1500;
const LATER = [401, 429]; // signed out or too many at once: the scan itself is not refused
const CAMERA_WORDS = {
  NotAllowedError: "没有相机权限。请在设置里允许，或拍张照片。",
  NotFoundError: "没找到相机。请拍张照片。",
  NotReadableError: "相机被别的程序占着。请关掉再试，或拍张照片。",
  InsecureContext: "这个网址不能用相机。请拍张照片，或用微信扫一扫。",
};
const UNDO_MS = 15 * 60_000;
const UNDONE_LATER = { tone: "info", title: "撤销先存在手机里了", words: "有网后自动上传，刚才那一次不算", facts: [], code: "", button: "知道了", to: "/" };
const NOT_UNDONE = { tone: "warn", title: "没网，还没撤销", words: "有网后再点一次撤销", facts: [], code: "", button: "知道了", to: "/" };
const $ = (id) => document.getElementById(id);
const decoder = () => import("../vendor/scanner.js");
const isRider = document.body.dataset.role === "rider";
let camera = null;

/** Where staff scan somebody's card; people who scan for themselves need not say. */
function where() {
  const { placeKind: kind, placeId: id } = $("finder").dataset;
  const companion = $("companion")?.value.trim();
  return id ? { place: { kind, id }, ...(companion ? { companion } : {}) } : {};
}

function hint(words) {
  $("hint").textContent = words;
}

/** Shows the finder (always dark) or the answer (as the person likes pages). */
function turnTo(part) {
  for (const name of ["finder", "answer"]) {
    $(name).hidden = name !== part;
    $(`${name}-dock`).hidden = name !== part;
  }
  document.body.dataset.weuiTheme = part === "finder" ? "dark" : document.body.dataset.ownTheme;
}

function facts(rows) {
  const card = document.createElement("div");
  card.className = "rb-card";
  const list = document.createElement("dl");
  list.className = "rb-facts";
  for (const [name, value] of rows) {
    const term = document.createElement("dt");
    const detail = document.createElement("dd");
    term.textContent = name;
    detail.textContent = value;
    detail.className = value.startsWith("+") ? "rb-num rb-up" : "rb-num";
    list.append(term, detail);
  }
  card.append(list);
  return card;
}

function show(answer) {
  const result = document.createElement("div");
  result.className = "rb-result";
  result.setAttribute("role", answer.tone === "warn" ? "alert" : "status");
  const title = document.createElement("h1");
  title.textContent = answer.title;
  result.append($(`answer-${answer.tone}`).content.cloneNode(true), title);
  if (answer.words) {
    const words = document.createElement("p");
    words.textContent = answer.words;
    result.append(words);
  }
  const parts = [result];
  if (answer.facts.length) parts.push(facts(answer.facts));
  if (answer.note) {
    const note = document.createElement("p");
    note.className = "rb-card rb-card_honey rb-center rb-gap";
    note.textContent = answer.note;
    parts.push(note);
  }
  if (answer.code) {
    const foot = document.createElement("p");
    foot.className = "rb-small rb-center rb-gap_l rb-num";
    foot.textContent = `${new Date().toLocaleTimeString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false })} · ${answer.code}`;
    parts.push(foot);
  }
  fill($("answer"), ...parts);
  $("answer").dataset.tone = answer.tone;
  const main = $("answer-main");
  main.textContent = answer.button;
  main.href = answer.to || "/scan";
  $("answer-again-button").hidden = main.pathname === "/scan";
  $("answer-undo").hidden = !answer.undo;
  $("answer-undo").lastChild.textContent = answer.undo?.scannedAt ? "扫错了，撤销" : "撤销这次扫码";
  $("answer-undo").onclick = () => undo(answer.undo);
  offerPurposes(answer.visitKey);
  turnTo("answer");
  $("answer").focus();
  signal(answer.tone);
}

async function post(address, key, body) {
  return fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": key, "X-CSRF-Token": csrfToken() },
    body: JSON.stringify(body),
    signal: giveUpAfter(SEND_TIMEOUT_MS),
  });
}

async function send(address, key, body) {
  const answer = await post(address, key, body);
  if (![400, 403].includes(answer.status)) return answer;
  const problem = await answer.clone().json().catch(() => ({}));
  return problem.code === "csrf_failed" && (await renewCsrfToken()) ? post(address, key, body) : answer;
}

/**
 * Takes the scan of a key back, which only this phone knows. A rider's may wait for a network with
 * its scan: whichever of them arrives first, the scan is none.
 */
async function undo({ key, own, scannedAt }) {
  const now = new Date().toISOString();
  if (scannedAt && Date.now() - Date.parse(scannedAt) > UNDO_MS) return show(refused({ code: "visit_undo_too_late" }));
  $("answer-undo").disabled = true;
  const sent = scannedAt ? { occurred_at: now, device_time: now } : {};
  const answer = navigator.onLine ? await send(`${SCANS}/${key}/undo`, own, sent).catch(() => null) : null;
  $("answer-undo").disabled = false;
  if (!answer || answer.status >= 500 || LATER.includes(answer.status)) {
    if (!scannedAt) return show({ ...NOT_UNDONE, undo: { key, own } });
    await keep({ key: own, kind: "undos", scan_key: key, occurred_at: now });
    sync();
    return show(UNDONE_LATER);
  }
  const body = await answer.json().catch(() => ({}));
  show(answer.ok ? told(body) : refused(body));
}

/** What the answer needs for taking a scan back; a rider's visit can wait for a network. */
const taking = ({ key, occurred_at: scannedAt }) => ({ undo: { key, own: uuid(), ...(isRider ? { scannedAt } : {}) } });

/** One scan from text to picture; a lost network or a busy server keeps it on the phone. */
async function scanned(token) {
  camera?.stop();
  camera = null;
  hint("正在记…");
  const scan = { key: uuid(), token, occurred_at: new Date().toISOString(), device_id: deviceId(), ...where() };
  const { key, ...sent } = scan;
  const now = () => ({ device_time: new Date().toISOString() });
  const answer = navigator.onLine ? await send(SCANS, key, { ...sent, ...now() }).catch(() => null) : null;
  if (!answer || answer.status >= 500 || LATER.includes(answer.status)) {
    // A gate is only looked up by its code: nothing is lost when that happens here.
    const gate = document.body.dataset.role === "grid_worker" ? await gateAddress(token).catch(() => "") : "";
    if (gate) return location.assign(gate);
    await keep(scan);
    sync();
    return show(answer?.status === 401 ? { ...refused({ code: "session_expired" }), to: "/login?next=/scan" } : { ...kept((await waiting("scans")).length), visitKey: key, ...(isRider ? taking(scan) : {}) });
  }
  const body = await answer.json().catch(() => ({}));
  const undone = body.undo_until ? taking(scan) : {};
  const visit = isVisit(body) ? { visitKey: key } : {};
  return show({ ...(answer.ok ? told(body) : refused(body)), ...undone, ...visit });
}

async function open() {
  hint("正在打开相机…");
  $("start").hidden = true;
  try {
    camera = await (await decoder()).openScanner($("camera"), scanned);
    hint($("hint").dataset.words);
    $("lamp").hidden = !(await camera.torch(false).catch(() => false));
  } catch (error) {
    hint(CAMERA_WORDS[error.name] ?? "相机打不开。请拍张照片。");
    $("start").hidden = false;
  }
}

async function fromPhoto(event) {
  const [photo] = event.target.files;
  if (!photo) return;
  hint("正在看照片…");
  const text = await (await decoder()).decodeImage(photo).catch(() => null);
  event.target.value = "";
  if (text) await scanned(text);
  else hint("照片里没看到码。请靠近一点，再拍一张。");
}

async function showWaiting() {
  const { length } = await waiting("scans");
  $("waiting").hidden = length === 0;
  $("waiting-words").textContent = `${length} 次存在手机里`;
}

$("hint").dataset.words = $("hint").textContent;
$("photo").addEventListener("change", fromPhoto);
$("start").addEventListener("click", open);
$("lamp").addEventListener("click", async () => {
  const on = $("lamp").getAttribute("aria-pressed") !== "true";
  await camera?.torch(on);
  $("lamp").setAttribute("aria-pressed", String(on));
});
$("answer-again-button").addEventListener("click", () => {
  offerPurposes();
  turnTo("finder");
  open();
});
// Whoever came here by a tap on our own page may hear it at once; others after a tap on this one.
if (navigator.userActivation?.hasBeenActive !== false) wakeSound();
document.addEventListener("pointerdown", wakeSound, { once: true });
document.body.addEventListener("scans-sent", showWaiting);
addEventListener("pagehide", () => camera?.stop());
readCards(scanned, hint);
showWaiting();
sync();

// A camera app opened our address without a network: the worker handed the code on to here.
const handed = new URLSearchParams(location.hash.slice(1)).get("q");
if (handed) {
  history.replaceState(null, "", "/scan");
  scanned(handed);
} else {
  open();
}
// Also when the camera is refused: the decoder must be here before the network goes.
addEventListener("load", () => setTimeout(() => decoder().catch(() => {}), PREFETCH_MS));
