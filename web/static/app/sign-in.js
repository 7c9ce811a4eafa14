// The sign-in by phone: counts down until a code may be sent again, and says what the code lacks.
const CODE_LENGTH = 6;
const $ = (id) => document.getElementById(id);
const [send, code, missing] = [$("send"), $("otp"), $("otp-missing")];

function countDown(left) {
  send.disabled = left > 0;
  send.textContent = left > 0 ? `${left} 秒后重发` : "重发";
  if (left > 0) setTimeout(countDown, 1000, left - 1);
}

function sayMissing() {
  const typed = code.value.replace(/\D/g, "").length;
  const lacks = typed > 0 && typed < CODE_LENGTH;
  missing.hidden = !lacks;
  code.toggleAttribute("aria-invalid", lacks);
  if (lacks) {
    code.setAttribute("aria-invalid", "true");
    $("otp-count").textContent = CODE_LENGTH - typed;
  }
}

if (send.dataset.wait) countDown(Number(send.dataset.wait));
code.addEventListener("change", sayMissing);
code.addEventListener("input", () => missing.hidden || sayMissing());
(document.querySelector("#refused") ?? ($("sent") ? code : null))?.focus();
