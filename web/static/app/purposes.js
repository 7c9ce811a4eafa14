// What a rider came for: one tap after the tick, or none; kept on the phone where there is no network.
import { uuid } from "./page.js";
import { post } from "./post.js";
import { keep, waiting } from "./queue.js";

const place = document.getElementById("purposes");
let visitKey = "";

/** Says it now, or later: it is nothing to wait for, and nothing to tell anybody off for. */
async function tell(purpose) {
  const said = { key: uuid(), kind: "purposes", scan_key: visitKey, purpose, occurred_at: new Date().toISOString() };
  const isKept = (await waiting("scans")).some((it) => it.key === visitKey);
  const { status } = isKept || !navigator.onLine ? { status: 0 } : await post(`/api/v1/scans/${visitKey}/purpose`, said.key, { purpose });
  if (status === 0 || status >= 500) await keep(said).catch(() => {});
  document.getElementById("purposes-said").textContent = "记下了，谢谢";
}

/** Offers the purposes for the scan of a key, or hides them. */
export function offerPurposes(key) {
  if (!place) return;
  visitKey = key ?? "";
  place.hidden = !visitKey;
  document.getElementById("purposes-said").textContent = "来做什么？不点也行";
  for (const input of place.querySelectorAll("input")) input.checked = false;
}

place?.addEventListener("change", (event) => tell(event.target.value));
