import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** The page's analysers, which see all that it sounds. */
    ears: AnalyserNode[];
  }
}

/** Half a second of sound at a time. */
const WINDOW_SAMPLES = 32_768;
const LISTEN_EVERY_MS = 150;

/** Must be called before the page is opened: keeps hold of the analysers it makes. */
export const giveEars = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    window.ears = [];
    window.AnalyserNode = class extends AnalyserNode {
      constructor(context: BaseAudioContext, options?: AnalyserOptions) {
        super(context, options);
        window.ears.push(this);
      }
    };
  });
};

/** The loudest sample of the last half second. */
export const loudness = (page: Page): Promise<number> =>
  page.evaluate((samples) => {
    const ear = window.ears.at(-1);
    if (!ear) return 0;
    ear.fftSize = samples;
    const sound = new Float32Array(samples);
    ear.getFloatTimeDomainData(sound);
    return sound.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
  }, WINDOW_SAMPLES);

/**
 * Undefined where the browser was so busy that some sound went by unheard. Else the times at which something began to sound out of silence, seconds of the audio clock, heard until `count` of them
 * have come or the time is over.
 */
export const hearOnsets = (page: Page, count: number, seconds: number): Promise<number[] | undefined> =>
  page.evaluate(
    async ({ wanted, limit, samples, pause }) => {
      const ear = window.ears.at(-1);
      if (!ear) return [];
      ear.fftSize = samples;
      const { context } = ear;
      const sound = new Float32Array(samples);
      const block = Math.round(context.sampleRate * 0.004);
      const onsets: number[] = [];
      const peakOf = (from: number, to: number): number => {
        let peak = 0;
        for (let i = Math.max(from, 0); i < to; i++) peak = Math.max(peak, Math.abs(sound[i] ?? 0));
        return peak;
      };
      const end = context.currentTime + limit;
      let heardUntil = context.currentTime;
      while (onsets.length < wanted && context.currentTime < end) {
        ear.getFloatTimeDomainData(sound);
        const newest = context.currentTime;
        // the first blocks of a window are only what an onset is compared with
        if (newest - heardUntil > (samples - 20 * block) / context.sampleRate) return undefined;
        heardUntil = newest;
        for (let at = 20 * block; at + block < samples; at += block) {
          const time = newest - (samples - at) / context.sampleRate;
          // an attack may take several blocks, so the silence is sought before the last few
          const isRising = peakOf(at, at + block) > 0.004 && peakOf(at - 20 * block, at - 5 * block) < 0.001;
          if (isRising && time - (onsets.at(-1) ?? -1) > 0.2) onsets.push(time);
        }
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      return onsets;
    },
    { wanted: count, limit: seconds, samples: WINDOW_SAMPLES, pause: LISTEN_EVERY_MS },
  );
