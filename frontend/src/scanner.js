// Reads QR codes from the camera or from a photo, with the same decoder on every phone.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

// The library would fetch its wasm from a public CDN: it must come from beside this module.
const WASM = new URL("./zxing_reader.wasm", import.meta.url).href;
const OPTIONS = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryHarder: true, tryInvert: true };
const SHORT_SIDE_PX = 640;
const FRAME_MS = 80;

prepareZXingModule({
  overrides: { locateFile: (path, prefix) => (path.endsWith(".wasm") ? WASM : prefix + path) },
  fireImmediately: true,
});

/** The text of the code in a picture (Blob or ImageData), or null. */
export async function decodeImage(picture) {
  return (await readBarcodes(picture, OPTIONS))[0]?.text ?? null;
}

function noCamera() {
  return Object.assign(new Error("no camera interface; the page needs https"), { name: "InsecureContext" });
}

/**
 * Shows the camera in `video` and calls `onText(text)` for every code read until `stop()`.
 * While `onText` works (it may be async), no further frame is read.
 */
export async function openScanner(video, onText, { facing = "environment" } = {}) {
  if (!navigator.mediaDevices?.getUserMedia) throw noCamera();
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: facing, width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  video.srcObject = stream;
  video.setAttribute("playsinline", "");
  await video.play();

  let open = true;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const next = (step) => (video.requestVideoFrameCallback ? video.requestVideoFrameCallback(step) : setTimeout(step, FRAME_MS));

  const read = async () => {
    if (!open) return;
    const shorter = Math.min(video.videoWidth, video.videoHeight);
    if (shorter > 0) {
      const scale = Math.min(1, SHORT_SIDE_PX / shorter);
      canvas.width = video.videoWidth * scale;
      canvas.height = video.videoHeight * scale;
      pen.drawImage(video, 0, 0, canvas.width, canvas.height);
      const text = await decodeImage(pen.getImageData(0, 0, canvas.width, canvas.height)).catch(() => null);
      if (text && open) await onText(text);
    }
    if (open) next(read);
  };
  next(read);

  return {
    stop() {
      open = false;
      for (const track of stream.getTracks()) track.stop();
    },
    /** Turns the lamp on or off; false when this camera has none. */
    async torch(on) {
      const [track] = stream.getVideoTracks();
      if (!track?.getCapabilities?.().torch) return false;
      await track.applyConstraints({ advanced: [{ torch: on }] });
      return true;
    },
  };
}
