// Keeps a code screen alight: a dark one shows no code. Browsers let the lock go whenever the page
// is hidden, and systems when the battery is low, so it is taken again when the page is seen, and
// after a while in any case. A page whose code no longer turns is loaded anew.

const RETRY_MS = 30_000;
const LOOKS_EVERY_MS = 15_000;
const STANDS_STILL_MS = 120_000; // four steps: by then its code has long been refused

let isHeld = false;

async function hold() {
  if (isHeld || document.visibilityState !== "visible") return;
  const lock = await navigator.wakeLock?.request("screen").catch(() => null);
  if (!lock) return;
  isHeld = true;
  lock.addEventListener("release", () => {
    isHeld = false; // the next look takes it again
  });
}

/** Keeps the screen alight from now on, where the browser can. */
export function stayAwake() {
  document.addEventListener("visibilitychange", hold);
  setInterval(hold, RETRY_MS);
  hold();
}

/** Loads the page anew when `drawnAt()` (ms of `performance.now`; null before the first) stands still. */
export function watchOver(drawnAt) {
  setInterval(() => {
    const at = drawnAt();
    if (at !== null && performance.now() - at > STANDS_STILL_MS) location.reload();
  }, LOOKS_EVERY_MS);
}
