// An office standing at a station takes its place from the phone: into the fields, to be sent with the form.
import { whereAmI, whyNot } from "./distance.js";

const $ = (id) => document.getElementById(id);
const DIGITS = 5;

async function take() {
  $("here-said").textContent = "正在找位置…";
  try {
    const { lat, lon } = await whereAmI();
    $("lat_deg").value = lat.toFixed(DIGITS);
    $("lon_deg").value = lon.toFixed(DIGITS);
    $("here-said").textContent = "填好了，核对后点“改类别和位置”。";
  } catch (error) {
    $("here-said").textContent = whyNot(error);
  }
}

if (navigator.geolocation && $("here")) {
  $("here").hidden = false;
  $("here").addEventListener("click", take);
}
