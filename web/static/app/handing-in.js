// Handing in: what was filled in goes into the outbox first and to the server from there, so that a
// network that breaks at any moment loses nothing and doubles nothing.
import { sync } from "./app.js";
import { REFUSALS } from "./messages.js";
import { find } from "./queue.js";

/** What could not be kept, in words: the phone is full, or the browser keeps nothing. */
export const FULL_WORDS = "手机里存满了。请先连上网，把前面的传上去，再来交这一条。";

/**
 * Sends what waits and says what became of one entry: `{is: "sent", body}`, `{is: "refused", entry}`
 * or `{is: "kept"}`. `body` is null when another tab got the answer.
 */
export async function sendNow(key) {
  // A round that was under way may have begun before this entry was there: hence a second one.
  for (let n = 0; n < 2; n += 1) {
    const done = await sync();
    const answer = done?.answers.find((it) => it.key === key);
    const entry = await find(key);
    if (entry?.state === "refused") return { is: "refused", entry };
    if (!entry) return { is: "sent", body: answer?.status < 300 ? answer.body : null, problem: answer };
    if (!navigator.onLine) break;
  }
  return { is: "kept" };
}

/** The address of a page that is to show what was written down: it waits for the position of the answer. */
export function seenAfter(address, body) {
  const url = new URL(address, location.href);
  if (body?.position) url.searchParams.set("after", body.position);
  return url.pathname + url.search;
}

/** Shows why something came back, and leads there whoever cannot see it. */
export function showRefusal(place, code, words = "") {
  const no = REFUSALS[code] ?? REFUSALS.internal_error;
  place.querySelector("strong").textContent = no.headline;
  place.querySelector("[data-words]").textContent = `${no.advice}${words}`;
  document.getElementById("net").hidden = true; // it says the same, with less
  place.hidden = false;
  place.focus();
}

/** Hears what later rounds answer about one entry. */
export function whenAnswered(key, told) {
  document.body.addEventListener("scans-sent", async ({ detail }) => {
    const answer = detail?.answers.find((it) => it.key === key);
    if (answer) told(await find(key), answer);
  });
}
