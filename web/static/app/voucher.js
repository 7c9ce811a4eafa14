// A voucher that comes out of the phone says so, and from when it is: the code is good, the state may be old.
const OLD_MS = 120_000;
const copy = document.getElementById("copy");

function show() {
  if (!copy) return;
  const age = Date.now() - Date.parse(copy.dataset.drawn);
  copy.hidden = navigator.onLine && age < OLD_MS;
}

addEventListener("online", show);
addEventListener("offline", show);
show();
