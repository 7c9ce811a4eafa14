// A gate of a round without a network: kept in the outbox with its own key and time, sent when there is one.
import { sync } from "./app.js";
import { uuid } from "./page.js";
import { keep, waiting } from "./queue.js";

const $ = (id) => document.getElementById(id);

function checkOf(form, found) {
  const ticks = [...form.querySelectorAll("input[name=tick]")];
  const ticked = found === "absent" ? 0 : ticks.filter((it) => it.checked).length;
  return {
    key: uuid(),
    kind: "checks",
    household_id: form.dataset.round,
    item_code: form.elements.item.value,
    found,
    ticked,
    points_of_list: ticks.length,
    occurred_at: new Date().toISOString(),
  };
}

async function showWaiting() {
  const place = $("waiting");
  if (!place) return;
  const { length } = await waiting("checks");
  place.hidden = length === 0;
  $("waiting-words").textContent = `${length} 户存在手机里，有网自动上传`;
}

for (const form of document.querySelectorAll("form[data-round]")) {
  form.addEventListener("submit", async (event) => {
    if (navigator.onLine) return; // the page itself sends it
    event.preventDefault();
    const check = checkOf(form, event.submitter.value);
    const whole = check.ticked === check.points_of_list;
    if (check.found === "good" && !whole) {
      $("kept").textContent = "合格要每一条都打勾。";
      return;
    }
    await keep(check);
    $("kept").textContent = "记在手机里了，有网自动上传。";
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    sync();
  });
}
document.body.addEventListener("scans-sent", showWaiting);
showWaiting();
sync();
