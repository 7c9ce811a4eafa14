// A short tone and a vibration, so that a result is noticed without looking.

const TONES = { ok: [880, 1175], again: [660, 660], warn: [440, 370], info: [660, 784] };
const SHAKES = { ok: 80, again: [60, 60, 60], warn: [120, 80, 120], info: 60 };
let context = null;

/** Must run inside a tap once: browsers keep sound back until then. */
export function wakeSound() {
  const Context = window.AudioContext ?? window.webkitAudioContext;
  if (!Context) return;
  context = context || new Context();
  context.resume?.().catch(() => {});
}

/** Says `tone` ("ok", "again", "warn", "info") by ear and hand. */
export function signal(tone) {
  navigator.vibrate?.(SHAKES[tone] ?? 60);
  if (context?.state !== "running") return;
  (TONES[tone] ?? []).forEach((hertz, n) => {
    const note = context.createOscillator();
    const volume = context.createGain();
    const from = context.currentTime + n * 0.12;
    note.frequency.value = hertz;
    volume.gain.setValueAtTime(0.18, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.11);
    note.connect(volume).connect(context.destination);
    note.start(from);
    note.stop(from + 0.12);
  });
}
