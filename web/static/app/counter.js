// The keeper's counter: camera, a barcode reader that types, or a number; forms do the rest.
//
// What this counter took along is found on the device and handed out from there, network or not.
import { beginBasket } from "./counter-basket.js";
import { isReachable, forgetRefused, watchLink } from "./counter-link.js";
import { findByCode, findByTyped, readCode, takenAlong } from "./counter-list.js";
import { beginMarket } from "./counter-market.js";
import { offer } from "./counter-offline.js";
import { beginPads, beginPin } from "./counter-pin.js";
import { put, shrink } from "./photo.js";
import { submit } from "./page.js";

const READER_GAP_MS = 50;
const TOKEN_LENGTH_MIN = 16;
const LAST_SLIP = "redbee-last-slip";
const $ = (id) => document.getElementById(id);
const shop = document.body.dataset.shop;

function refuseOffline(title, words) {
  $("came-back-title").textContent = title;
  $("came-back-words").textContent = words;
  $("came-back").hidden = false;
}

async function look(token) {
  const voucher = await findByCode(token).catch(() => null);
  if (voucher) return offer(voucher, await takenAlong());
  if (await isReachable()) {
    $("token").value = token;
    return submit($("scanned"));
  }
  if (readCode(token)?.isVoucher) refuseOffline("这张凭证没有带在这个柜台。", "没有发，也没有扣分。请他等联网，或到带走它的柜台领。");
  else refuseOffline("断网时不能现选。", "没有扣分。请他等联网再办；有预约凭证的，扫凭证就能领。");
  return false;
}

async function lookTyped() {
  const found = await findByTyped($("number").value).catch(() => []);
  if (!found.length) return refuseOffline("这个号没有带在这个柜台。", "断网时按户号或 4 位领取码，只找得到开集时带走的凭证。请他等联网。");
  // Of several of one household the oldest first; the next one is there when it was handed out.
  return offer(found[0], await takenAlong());
}

/** A barcode reader is a keyboard that types faster than people and ends with Enter. */
function listenToReader(read) {
  let typed = "";
  let last = 0;
  addEventListener("keydown", (event) => {
    const quick = event.timeStamp - last < READER_GAP_MS;
    last = event.timeStamp;
    if (event.key === "Enter") {
      if (quick && typed.length >= TOKEN_LENGTH_MIN) {
        event.preventDefault();
        read(typed);
      }
      typed = "";
    } else if (event.key.length === 1) {
      typed = quick || typed === "" ? typed + event.key : event.key;
    }
  }, { capture: true });
}

async function watch(facing, read) {
  const words = $("cam-words");
  try {
    const { openScanner } = await import("../vendor/scanner.js");
    const camera = await openScanner($("camera"), async (text) => {
      camera.stop();
      words.textContent = "读到了，正在查…";
      if ((await read(text)) === false) words.textContent = "再扫一张，点“换前置镜头”或用扫码枪";
    }, { facing });
    words.textContent = "对准了会自己认；用扫码枪也行，直接扫";
    $("flip").hidden = false;
    return camera;
  } catch {
    words.textContent = "摄像头打不开。用扫码枪，或报户号";
    return null;
  }
}

async function beginScan() {
  listenToReader(look);
  beginPads(document);
  $("typed").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await isReachable()) $("typed").submit();
    else lookTyped();
  });
  let facing = "environment";
  let camera = await watch(facing, look);
  $("flip").addEventListener("click", async () => {
    camera?.stop();
    facing = facing === "environment" ? "user" : "environment";
    $("flip").textContent = facing === "environment" ? "换前置镜头" : "换后置镜头";
    camera = await watch(facing, look);
  });
}

function beginPhoto(input) {
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (file) put(input, await shrink(file));
    $("photo-said").hidden = !file;
    $("photo-said").textContent = "已拍 1 张";
  });
}

function beginConfirm(form) {
  beginPin(form);
  beginPhoto($("photo"));
  form.querySelector("input[name=digits]")?.focus();
}

function beginUndo(form) {
  beginPin(form);
  beginPhoto($("photo"));
}

function beginSlips() {
  const done = new URLSearchParams(location.search).get("done");
  if (done) sessionStorage.setItem(LAST_SLIP, done);
  const last = sessionStorage.getItem(LAST_SLIP);
  $("last-slip").hidden = !last || Boolean(done);
  if (last) $("last-slip").href = `/shops/${shop}/counter?done=${last}`;
  const button = $("print");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => print());
}

function start() {
  watchLink();
  beginSlips();
  $("came-back").addEventListener("click", forgetRefused);
  if ($("basket")) beginBasket($("basket"));
  if ($("hand-over")) beginConfirm($("hand"));
  if ($("undo")) beginUndo($("undo"));
  if ($("call")) beginMarket();
  if (!$("refused")) $("next")?.focus(); // or what was refused scrolls out of sight
  if ($("scanned")) beginScan();
}

start();
