// A card held before the phone (Web NFC), or before a reader that types what it reads (RD-2 c).
//
// The chip holds the same address as the code printed on the card.
const input = document.getElementById("reader");
const button = document.getElementById("touch");

/** The address or the text of our own on a chip; "" if there is none. */
function textOf({ message }) {
  const record = message.records.find((it) => ["url", "text"].includes(it.recordType));
  return record ? new TextDecoder(record.encoding ?? "utf-8").decode(record.data) : "";
}

/** Hands every card on to `scanned`; says what to do by `hint`. */
export function readCards(scanned, hint) {
  if (!input) return;
  input.addEventListener("change", () => {
    const text = input.value.trim();
    input.value = "";
    if (text) scanned(text);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") input.dispatchEvent(new Event("change"));
  });
  if (!("NDEFReader" in window)) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const reader = new window.NDEFReader();
    reader.addEventListener("readingerror", () => hint("没读到卡，请再碰一次"));
    reader.addEventListener("reading", (event) => {
      const text = textOf(event);
      if (text) scanned(text);
      else hint("这张卡里没有我们的码，请扫卡上印的码");
    });
    await reader.scan().then(() => hint("请把卡贴在手机背面"), () => hint("手机没开 NFC，请扫卡上印的码"));
  });
}
