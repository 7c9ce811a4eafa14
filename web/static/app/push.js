// The switch of notifications on this browser: asks the browser, then tells the server.
import { csrfToken } from "./csrf.js";
import { REFUSALS } from "./messages.js";
import { giveUpAfter } from "./page.js";

const SEND_TIMEOUT_MS = 8000;
const box = document.getElementById("push");
const words = document.getElementById("push-words");

const ON = "开着，随时可以关";
const OFF = "关着，打开后有消息会弹出来";

function say(text) {
  words.textContent = text;
}

/** The city's key as the browser wants it. */
function rawKey(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function tell(address, method, body) {
  const answer = await fetch(address, {
    method,
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken() },
    body: JSON.stringify(body),
    signal: giveUpAfter(SEND_TIMEOUT_MS),
  }).catch(() => null);
  if (answer?.ok) return "";
  const problem = answer ? await answer.json().catch(() => ({})) : {};
  const no = REFUSALS[problem.code];
  return no ? `${no.headline}。${no.advice}` : "没有存上。请等有网了再点一次。";
}

async function turnOn(manager) {
  if ((await Notification.requestPermission()) !== "granted") return "手机没让弹通知。请在浏览器设置里允许。";
  const mine = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: rawKey(box.dataset.key) });
  const { endpoint, keys } = mine.toJSON();
  const no = await tell("/api/v1/me/notifications/browser", "PUT", { endpoint, p256dh: keys.p256dh, auth: keys.auth });
  if (no) await mine.unsubscribe();
  return no;
}

async function turnOff(manager) {
  const mine = await manager.getSubscription();
  if (!mine) return "";
  const no = await tell("/api/v1/me/notifications/browser/ending", "POST", { endpoint: mine.endpoint });
  // Off here in any case: the push service answers that it is gone, and the server forgets it.
  await mine.unsubscribe();
  return no && "关好了。";
}

async function turn(manager) {
  const wanted = box.checked;
  box.dataset.busy = "1";
  const no = await (wanted ? turnOn(manager) : turnOff(manager)).catch(() => "没有办成。请再点一次。");
  box.checked = Boolean(await manager.getSubscription().catch(() => null));
  say(no || (box.checked ? ON : OFF));
  delete box.dataset.busy;
}

async function begin() {
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) {
    say("这个浏览器收不了通知，消息里照样看得到");
    return;
  }
  const manager = (await navigator.serviceWorker.ready).pushManager;
  box.checked = Boolean(await manager.getSubscription());
  box.disabled = false;
  say(box.checked ? ON : OFF);
  box.addEventListener("change", () => {
    // Not `disabled`: that would take the focus away from who uses a keyboard.
    if (box.dataset.busy) box.checked = !box.checked;
    else turn(manager);
  });
}

begin().catch(() => say("现在打不开，消息里照样看得到"));
