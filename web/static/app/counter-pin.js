// The keys for four digits, the boxes that show how many were typed, and the button that waits for them.

function showBoxes(field, boxes) {
  [...boxes.children].forEach((box, n) => {
    box.textContent = n < field.value.length ? "●" : "\u00a0";
    box.classList.toggle("on", n === field.value.length);
  });
}

function press(field, target) {
  if (target.dataset.digit) field.value = (field.value + target.dataset.digit).slice(0, field.maxLength);
  else if ("clear" in target.dataset) field.value = "";
  else if ("back" in target.dataset) field.value = field.value.slice(0, -1);
  else return;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Lets the number keys of `part` type into their fields. */
export function beginPads(part) {
  for (const pad of part.querySelectorAll("[data-pad]")) {
    pad.hidden = false;
    const field = document.getElementById(pad.dataset.pad);
    pad.addEventListener("click", ({ target }) => press(field, target));
  }
}

/** Whether this form asks for digits at the moment: another way to confirm may be chosen. */
function asksDigits(form) {
  const chosen = form.querySelector("input[name=confirmation]:checked, input[type=hidden][name=confirmation]");
  return !chosen || ["digits", "card_digits"].includes(chosen.value);
}

/** Equips a form whose digits confirm: boxes, keys, and a button that waits for four of them. */
export function beginPin(form) {
  beginPads(form);
  const field = form.querySelector("input[name=digits]");
  const boxes = form.querySelector("[data-pin]");
  const by = form.querySelector("[data-by-digits]");
  const button = form.querySelector("button.big[type=submit]");
  boxes.hidden = false;
  field.closest(".pinned").classList.add("boxed");
  function show() {
    const asks = asksDigits(form);
    if (by) by.hidden = !asks;
    showBoxes(field, boxes);
    const isShort = asks && field.value.length < 4;
    if (button?.dataset.short) {
      button.textContent = isShort ? button.dataset.short : button.dataset.full;
      button.disabled = isShort;
    }
  }
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  form.addEventListener("pin-cleared", show);
  show();
}
