// A vote of the panel: kept on the phone until the server has it, one for each claim.
import { seenAfter, sendNow, showRefusal, whenAnswered } from "./handing-in.js";
import { uuid } from "./page.js";
import { discard, entries, keep } from "./queue.js";

const $ = (id) => document.getElementById(id);
const form = document.querySelector("form[data-vote]");
const SAID = { for: "同意", against: "不同意", recused: "我要回避" };

async function ofThis() {
  return (await entries("votes")).filter((it) => it.claim_id === form.dataset.vote);
}

/** One vote of one claim waits: the form goes, what was said stands there, and may be taken back. */
function showKept(entry) {
  form.hidden = true;
  $("kept").hidden = false;
  $("kept-words").textContent = `您点的是“${SAID[entry.vote]}”，存在手机里了。有网自动投上，不用再点。`;
  $("kept-back").onclick = async () => {
    // Sent meanwhile it counts, and the page of now says so.
    await discard(entry.key);
    location.reload();
  };
  whenAnswered(entry.key, (left, { body }) => (left ? showRefused(left) : location.replace(seenAfter(location.pathname, body))));
}

function showRefused(entry) {
  form.hidden = false;
  $("kept").hidden = true;
  for (const it of form.querySelectorAll("button")) it.disabled = false;
  showRefusal($("came-back"), entry.problem?.code, `您点的是“${SAID[entry.vote]}”，没有投上。`);
}

async function vote(choice) {
  for (const old of await ofThis()) {
    if (!old.state) return showKept(old); // another tab was quicker
    await discard(old.key);
  }
  const entry = {
    key: uuid(),
    kind: "votes",
    claim_id: form.dataset.vote,
    vote: choice,
    title: form.dataset.title,
    occurred_at: new Date().toISOString(),
  };
  await keep(entry);
  const came = await sendNow(entry.key);
  if (came.is === "refused") return showRefused(came.entry);
  if (came.is === "kept") {
    showKept(entry);
    return $("kept").focus();
  }
  return location.assign(seenAfter(form.dataset.next, came.body));
}

async function begin() {
  const [known] = await ofThis();
  if (known) (known.state ? showRefused : showKept)(known);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const choice = event.submitter.value;
    for (const it of form.querySelectorAll("button")) it.disabled = true;
    await vote(choice).catch(() => showRefused({ vote: choice }));
  });
  form.dataset.ready = "1";
}

if (form) begin().catch(() => {}); // where a browser keeps nothing, the form sends itself
