// A photo in a form: shown before it is sent, and made small on the phone. Without this module the
// form sends the file as it is; the server makes it small either way.

export const SIDE_MAX = 1600;
export const BYTES_MAX = 15 * 1024 * 1024;
const QUALITY = 0.85;
/** Below this a picture is sent as it is: saving it again would only cost quality. */
const SMALL_BYTES = 400 * 1024;

function toBlob(canvas) {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

/** Returns the photo as a JPEG of at most 1,600 pixels, or the file itself where it cannot be read here (HEIC) or is small. */
export async function shrink(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!bitmap) return file;
  const scale = Math.min(1, SIDE_MAX / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && file.size <= SMALL_BYTES) {
    bitmap.close();
    return file;
  }
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const small = await toBlob(canvas);
  canvas.width = canvas.height = 0; // old phones keep the memory otherwise
  if (!small || small.size >= file.size) return file;
  return new File([small], "photo.jpg", { type: "image/jpeg", lastModified: file.lastModified });
}

/** Puts files in the place of the chosen ones, so that the form sends them; false where a browser cannot. */
export function put(input, ...files) {
  try {
    const chosen = new DataTransfer();
    for (const file of files) chosen.items.add(file);
    input.files = chosen.files;
    return true;
  } catch {
    return false;
  }
}

function equip(box) {
  const input = box.querySelector('input[type="file"]');
  const seen = box.querySelector("[data-photo-seen]");
  const image = box.querySelector("[data-photo-img]");
  const said = box.querySelector("[data-photo-said]");
  const add = box.querySelector("[data-photo-add]");
  const button = () => box.closest("form")?.querySelector('button[type="submit"]');
  let turn = 0;

  function show(file) {
    if (image.src) URL.revokeObjectURL(image.src);
    seen.hidden = !file;
    add.classList.toggle("rb-sr", Boolean(file));
    if (file) image.src = URL.createObjectURL(file);
    else image.removeAttribute("src");
  }

  function clear(words) {
    input.value = "";
    show(null);
    said.textContent = words;
  }

  image.addEventListener("error", () => {
    // Some browsers cannot show what phones take; the server reads it all the same.
    seen.hidden = true;
    add.classList.remove("rb-sr");
    if (input.files.length) said.textContent = "照片选好了，这个浏览器看不了，交上去就能看。";
  });

  input.addEventListener("change", async () => {
    const mine = ++turn;
    const [file] = input.files;
    if (!file) return clear("");
    const waiting = button();
    if (waiting) waiting.disabled = true;
    said.textContent = "正在准备照片……";
    const small = await shrink(file);
    if (waiting) waiting.disabled = false;
    if (mine !== turn) return undefined;
    if (small.size > BYTES_MAX) return clear("照片太大，传不上去。请重拍一张。");
    if (small !== file) put(input, small);
    show(small);
    said.textContent = "照片选好了。";
    return undefined;
  });

  box.querySelector("[data-photo-drop]").addEventListener("click", () => {
    turn += 1;
    clear("照片去掉了，可以再拍一张。");
    input.focus();
  });
}

for (const box of document.querySelectorAll("[data-photo]")) equip(box);
