// Each switch of a consent saves by itself and stays where it is; what is refused goes back.
import { csrfToken } from "./csrf.js";
import { REFUSALS } from "./messages.js";
import { giveUpAfter, uuid } from "./page.js";

const SEND_TIMEOUT_MS = 8000;
const said = document.getElementById("said");

function say(words) {
  said.textContent = words;
}

/** The ID number is asked for only while its switch is on; off, the number is gone. */
function showNumber(on) {
  const box = document.getElementById("id-number");
  if (!box) return;
  box.hidden = !on;
  if (!on && !box.querySelector("form")) box.remove();
}

async function save(form, input) {
  const purpose = form.dataset.consent;
  const title = form.querySelector("strong").textContent;
  const answer = await fetch(form.dataset.api, {
    method: "PUT",
    headers: { "Content-Type": "application/json", "Idempotency-Key": uuid(), "X-CSRF-Token": csrfToken() },
    body: JSON.stringify({ purpose, given: input.checked }),
    signal: giveUpAfter(SEND_TIMEOUT_MS),
  }).catch(() => null);
  if (answer?.ok) {
    form.querySelector(".rb-tag")?.remove();
    if (purpose === "id_number" && !form.dataset.api.includes("dependants")) showNumber(input.checked);
    say(input.checked ? `“${title}”打开了，随时可以关。` : `“${title}”关好了，马上生效。`);
    return;
  }
  input.checked = !input.checked;
  const problem = answer ? await answer.json().catch(() => ({})) : {};
  const no = REFUSALS[problem.code];
  say(no ? `${no.headline}。${no.advice}` : "没有存上。请等有网了再点一次。");
}

for (const form of document.querySelectorAll("form[data-api]")) {
  const input = form.querySelector("input[role=switch]");
  input.addEventListener("change", async () => {
    // Not `disabled`: that would take the focus away from who uses a keyboard.
    if (form.dataset.busy) {
      input.checked = !input.checked;
      return;
    }
    form.dataset.busy = "1";
    await save(form, input);
    delete form.dataset.busy;
  });
  form.addEventListener("submit", (event) => event.preventDefault());
}
