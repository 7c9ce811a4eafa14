// One's own code on the phone: made here every 30 seconds, so it works without a network.
import { database } from "../vendor/outbox.js";
import { drawCode, turnRing } from "./draw-code.js";
import { STEP_S, codeUrl, makeToken, readSecret, secondsLeft, stepAt } from "./tokens.js";

const TICK_MS = 1000;
const place = document.getElementById("code");
const ring = document.getElementById("code-ring");
let secret = null;
let shown = -1;

/** The secret of the person of this page: from the server, or the copy kept on this phone. */
async function findSecret() {
  const db = await database();
  const { person } = place.dataset;
  const answer = await fetch("/api/v1/me/code", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) {
    const body = await answer.json();
    await db.put("kept", { person, text: body.secret }, "person-secret");
  }
  const copy = await db.get("kept", "person-secret");
  return copy?.person === person ? readSecret(copy.text) : null;
}

async function tick() {
  const now = Date.now();
  if (secret && stepAt(now) !== shown) {
    shown = stepAt(now);
    drawCode(place, codeUrl(place.dataset.host, await makeToken(secret, now)));
    place.dataset.ready = "1";
  }
  turnRing(ring, secondsLeft(now), STEP_S);
}

async function start() {
  secret = await findSecret().catch(() => null);
  await tick();
  setInterval(tick, TICK_MS);
}

start();
