// Puts a QR code into the page as SVG; no inline style, so the strict policy holds.
import { QUIET_MODULES, qrPath } from "../vendor/qr.js";
import { fill } from "./page.js";

const SVG = "http://www.w3.org/2000/svg";

/** Replaces what `place` holds by the code of `text`, with its quiet zone. */
export function drawCode(place, text) {
  const { size, path } = qrPath(text);
  const side = size + 2 * QUIET_MODULES;
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `${-QUIET_MODULES} ${-QUIET_MODULES} ${side} ${side}`);
  picture.setAttribute("shape-rendering", "crispEdges");
  picture.setAttribute("aria-hidden", "true");
  const modules = document.createElementNS(SVG, "path");
  modules.setAttribute("d", path);
  modules.setAttribute("fill", "#000");
  picture.append(modules);
  fill(place, picture);
}

/** Turns a ring of radius 25 to the part of the step that is left. */
export function turnRing(ring, secondsLeft, stepS) {
  const around = 2 * Math.PI * 25;
  ring?.setAttribute("stroke-dasharray", `${((around * secondsLeft) / stepS).toFixed(1)} ${around.toFixed(1)}`);
}
