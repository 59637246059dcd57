import { octavesIn, placeOf, type KeyRange } from '../stage/keyboard-layout.js';

const NAMES = 20;
const CAPTION = 44;
const GROUND = '#0b0d15';
const TEXT = '#eef0f6';

/** What a picture is made of. */
export interface PictureParts {
  readonly past: HTMLCanvasElement;
  readonly future: HTMLCanvasElement;
  readonly range: KeyRange;
  readonly caption: string;
}

/** The stage as a picture: the names of the Cs where the keys were, and a line of text; undefined where none is drawn. */
export const pictureOf = async (
  { past, future, range, caption }: PictureParts,
  scale = window.devicePixelRatio,
): Promise<Blob | undefined> => {
  const { width } = past;
  const keysAt = past.height;
  const height = keysAt + future.height + (NAMES + CAPTION) * scale;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.fillStyle = GROUND;
  context.fillRect(0, 0, width, height);
  context.drawImage(past, 0, 0);
  context.drawImage(future, 0, keysAt + NAMES * scale);
  context.fillStyle = TEXT;
  context.font = `${12 * scale}px system-ui, sans-serif`;
  for (const pitch of octavesIn(range)) {
    context.fillText(`C${pitch / 12 - 1}`, placeOf(pitch, range).left * width + 3 * scale, keysAt + 15 * scale);
  }
  context.font = `${15 * scale}px system-ui, sans-serif`;
  context.fillText(caption, 16 * scale, height - 16 * scale);
  return canvas.convertToBlob({ type: 'image/png' });
};
