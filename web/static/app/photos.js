// Several photos in a form: shown before they are sent, made small on the phone, taken out again.
// Without this module the form sends the chosen files as they are.
import { uuid } from "./page.js";
import { BYTES_MAX, put, shrink } from "./photo.js";

/**
 * Turns a box of `_photo.html`'s `several` into pictures with a way out of each, and calls `changed`
 * after every change. Returns `{photos, show, ready}`: what is chosen as `{key, file, photo_id?}`,
 * a way to show what was kept, and a promise of the photos that are being made small.
 */
export function photoBox(box, changed) {
  const inputs = [...box.querySelectorAll('input[type="file"]')]; // a camera, or a camera and an album
  const [input] = inputs;
  const list = box.querySelector("[data-photos-list]");
  const add = box.querySelector("[data-photos-add]");
  const said = box.querySelector("[data-photos-said]");
  const model = box.querySelector("template");
  const max = Number(box.dataset.photosMax);
  let photos = [];
  let work = Promise.resolve();

  function tile(photo, n) {
    const part = model.content.cloneNode(true);
    const image = part.querySelector("img");
    const drop = part.querySelector("button");
    image.alt = `照片 ${n + 1}`;
    image.src = URL.createObjectURL(photo.file);
    // Some browsers cannot show what phones take; the server reads it all the same.
    image.addEventListener("error", () => image.replaceWith(`照片 ${n + 1}，这里看不了，交上去就能看`));
    image.addEventListener("load", () => URL.revokeObjectURL(image.src));
    drop.setAttribute("aria-label", `去掉照片 ${n + 1}`);
    drop.addEventListener("click", () => {
      photos = photos.filter((it) => it !== photo);
      draw();
      said.textContent = "照片去掉了。";
      add.focus();
      changed();
    });
    return part;
  }

  function draw() {
    for (const old of [...list.children]) if (old !== add && old !== model) old.remove();
    photos.forEach((photo, n) => list.insertBefore(tile(photo, n), add));
    add.hidden = photos.length >= max;
  }

  async function take(files) {
    said.textContent = "正在准备照片……";
    const words = [];
    for (const file of files) {
      if (photos.length >= max) {
        words.push(`最多 ${max} 张，多的没有加上。`);
        break;
      }
      const small = await shrink(file);
      if (small.size > BYTES_MAX) words.push("有一张太大，没有加上。请重拍一张。");
      else photos = [...photos, { key: uuid(), file: small }];
    }
    draw();
    said.textContent = [`照片 ${photos.length} 张，最多 ${max} 张。`, ...words].join("");
    changed();
  }

  for (const from of inputs) {
    from.addEventListener("change", () => {
      const files = [...from.files];
      from.value = "";
      work = work.then(() => take(files));
    });
    from.hidden = true;
  }
  add.addEventListener("click", () => input.click());
  const album = box.querySelector("[data-photos-from-album]");
  if (album) {
    album.addEventListener("click", () => inputs[1].click());
    album.hidden = false;
  }
  list.hidden = false;
  return {
    get photos() {
      return photos;
    },
    get ready() {
      return work;
    },
    show(kept) {
      photos = kept;
      draw();
    },
    /** Gives the files back to the form, which is to send them itself. */
    giveBack() {
      for (const other of inputs.slice(1)) other.disabled = true;
      put(input, ...photos.map((it) => it.file));
    },
  };
}
