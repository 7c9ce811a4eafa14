// The keeper's counter: camera, a barcode reader that types, or four digits; a form does the rest.
import { submit } from "./page.js";

const READER_GAP_MS = 50;
const TOKEN_LENGTH_MIN = 16;
const $ = (id) => document.getElementById(id);

function look(token) {
  $("token").value = token;
  submit($("scanned"));
}

/** A barcode reader is a keyboard that types faster than people and ends with Enter. */
function listenToReader() {
  let typed = "";
  let last = 0;
  addEventListener("keydown", (event) => {
    const quick = event.timeStamp - last < READER_GAP_MS;
    last = event.timeStamp;
    if (event.key === "Enter") {
      if (quick && typed.length >= TOKEN_LENGTH_MIN) {
        event.preventDefault();
        look(typed);
      }
      typed = "";
    } else if (event.key.length === 1) {
      typed = quick || typed === "" ? typed + event.key : event.key;
    }
  }, { capture: true });
}

function pressKeys() {
  $("pad").addEventListener("click", ({ target }) => {
    const field = $("code4");
    if (target.dataset.digit) field.value = (field.value + target.dataset.digit).slice(0, 4);
    else if ("clear" in target.dataset) field.value = "";
  });
}

async function watch(facing) {
  const words = $("cam-words");
  try {
    const { openScanner } = await import("../vendor/scanner.js");
    const camera = await openScanner($("camera"), (text) => {
      camera.stop();
      words.textContent = "读到了，正在查…";
      look(text);
    }, { facing });
    words.textContent = "对准了会自己认；用扫码枪也行，直接扫";
    $("flip").hidden = false;
    return camera;
  } catch {
    words.textContent = "摄像头打不开。用扫码枪，或报 4 位数";
    return null;
  }
}

function showLink() {
  const off = !navigator.onLine;
  $("live-words").textContent = off ? "断网，请稍等" : "已联网";
  $("live").querySelector(".dot").classList.toggle("off", off);
}

addEventListener("online", showLink);
addEventListener("offline", showLink);
showLink();
$("print")?.addEventListener("click", () => print());
$("next")?.focus();

async function start() {
  listenToReader();
  pressKeys();
  let facing = "environment";
  let camera = await watch(facing);
  $("flip").addEventListener("click", async () => {
    camera?.stop();
    facing = facing === "environment" ? "user" : "environment";
    $("flip").textContent = facing === "environment" ? "换前置镜头" : "换后置镜头";
    camera = await watch(facing);
  });
}

if ($("scanned")) start();
