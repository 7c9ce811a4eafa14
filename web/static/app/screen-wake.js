// Keeps a code screen alight: a dark one shows no code. Browsers let the lock go whenever the page
// is hidden, so it is taken again each time the page is seen.

async function hold() {
  if (document.visibilityState !== "visible") return;
  await navigator.wakeLock?.request("screen").catch(() => {});
}

/** Keeps the screen alight from now on, where the browser can. */
export function stayAwake() {
  document.addEventListener("visibilitychange", hold);
  hold();
}
