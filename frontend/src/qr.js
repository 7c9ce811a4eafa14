// QR codes as SVG paths: capital URLs go into alphanumeric mode, which keeps them at version 3.
import { generate, correction } from "lean-qr";

/** Quiet zone in modules, as the standard asks. */
export const QUIET_MODULES = 4;

/** `{ size, path }` of a code at level M: `size` in modules without the margin, `path` for one <path>. */
export function qrPath(text) {
  const code = generate(text, { minCorrectionLevel: correction.M, maxCorrectionLevel: correction.M });
  let path = "";
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (!code.get(x, y)) continue;
      let width = 1;
      while (x + width < code.size && code.get(x + width, y)) width += 1;
      path += `M${x} ${y}h${width}v1h-${width}z`;
      x += width;
    }
  }
  return { size: code.size, path };
}
