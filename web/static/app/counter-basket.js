// The basket with running sums; without this module + and − send the form and come back with them.
const number = (amount) => amount.toLocaleString("en").replace("-", "−");
const $ = (id) => document.getElementById(id);

function amountOf(form) {
  return [...form.querySelectorAll("[data-ware]")].reduce((sum, row) => sum + Number(row.dataset.price) * Number(row.querySelector("input").value), 0);
}

function showRow(row) {
  const wanted = Number(row.querySelector("input").value);
  row.classList.toggle("cur", wanted > 0);
  row.querySelector(".qty b").textContent = String(wanted);
  row.querySelector("[data-points]").textContent = wanted ? number(wanted * Number(row.dataset.price)) : "";
  row.querySelector("[name=less]").disabled = wanted === 0;
  row.querySelector("[name=more]").disabled = wanted >= Number(row.dataset.most);
}

/** Why this basket would be refused, or "": said before the button, not after. */
function tooMuch({ available, dayLeft, quarterLeft }, amount) {
  if (amount > available) return `积分不够，还差 ${number(amount - available)} 分。去掉一样再来。`;
  if (dayLeft !== "" && amount > Number(dayLeft)) return `超过今天的限额 ${number(amount - Number(dayLeft))} 分。去掉一样，或改天再来。`;
  if (quarterLeft !== "" && amount > Number(quarterLeft)) return `超过本季的限额 ${number(amount - Number(quarterLeft))} 分。去掉一样，或下季再来。`;
  return "";
}

function show(form) {
  const amount = amountOf(form);
  const { available, dayLeft, quarterLeft } = form.dataset;
  $("sum-amount").textContent = number(-amount);
  $("sum-left").textContent = number(Number(available) - amount);
  $("sum-left").className = Number(available) >= amount ? "ok" : "late";
  if (dayLeft !== "") {
    $("day-left").textContent = number(Number(dayLeft) - amount);
    $("quarter-left").textContent = number(Number(quarterLeft) - amount);
  }
  const why = tooMuch({ available: Number(available), dayLeft, quarterLeft }, amount);
  $("too-much").hidden = !why;
  $("too-much").textContent = why;
  $("go-amount").textContent = number(amount);
  $("go").disabled = amount === 0 || Boolean(why);
}

/** Lets + and − count here instead of sending the form. */
export function beginBasket(form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=more], button[name=less]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-ware]");
    const field = row.querySelector("input");
    const next = Number(field.value) + (button.name === "more" ? 1 : -1);
    field.value = String(Math.max(0, Math.min(Number(row.dataset.most), next)));
    showRow(row);
    show(form);
  });
  show(form);
}
