// A voucher that comes out of the phone says so, and from when it is: its code is good, its state may be old.
const WAIT_MS = 5000;
const copy = document.getElementById("copy");

async function show() {
  if (!copy) return;
  // Not every browser says that it is offline, least of all in a page that a worker answers.
  const answer = navigator.onLine
    ? await fetch("/offline", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(WAIT_MS) }).catch(() => null)
    : null;
  copy.hidden = Boolean(answer);
}

addEventListener("online", show);
addEventListener("offline", show);
show();
