import type { TrailNote } from '../../src/protocol/view/note-trail.js';
import { cssColour, noteColour } from './note-colours.js';

/** Where a note is drawn, CSS pixels. */
export interface NoteBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How a note stands on the stage. */
export interface NoteLight {
  /** Of its composer. */
  readonly hue: number;
  /** From 1, new, to 0, gone. */
  readonly fade: number;
  /** Whether it sounds at this moment. */
  readonly sounds: boolean;
}

const PLAYER = 'rgb(255 244 220)';
const STRIPE = 8;
/** Rings of light around a note, CSS pixels; each adds a little. */
const GLOW = [12, 8, 5, 2.5];
/** Fainter notes do not glow: most of the time of a frame would go into what is hardly seen. */
const LEAST_GLOWING = 0.7;

const drawBox = (context: CanvasRenderingContext2D, { left, top, width, height }: NoteBox): void => {
  context.beginPath();
  context.roundRect(left, top, width, height, Math.min(4, width / 2, height / 2));
};

const glowAround = (
  context: CanvasRenderingContext2D,
  { left, top, width, height }: NoteBox,
  colour: string,
  strength: number,
): void => {
  const before = context.globalAlpha;
  context.fillStyle = colour;
  context.globalAlpha = before * strength;
  for (const spread of GLOW) {
    context.beginPath();
    context.roundRect(left - spread, top - spread, width + 2 * spread, height + 2 * spread, spread + 4);
    context.fill();
  }
  context.globalAlpha = before;
};

let stripes: CanvasPattern | null = null;

/** The player's notes are striped and outlined, so that no colour is needed to tell them apart. */
const playerFill = (context: CanvasRenderingContext2D): CanvasPattern | string => {
  if (stripes) return stripes;
  const tile = new OffscreenCanvas(STRIPE, STRIPE);
  const pen = tile.getContext('2d');
  if (!pen) return PLAYER;
  pen.strokeStyle = PLAYER;
  pen.lineWidth = 2.4;
  for (const shift of [-STRIPE, 0, STRIPE]) {
    pen.beginPath();
    pen.moveTo(shift, STRIPE);
    pen.lineTo(shift + STRIPE, 0);
    pen.stroke();
  }
  stripes = context.createPattern(tile, 'repeat');
  return stripes ?? PLAYER;
};

/** A note that sounds or has sounded: the daemon's solid and in its composer's colour, the player's striped. */
export const drawNote = (
  context: CanvasRenderingContext2D,
  box: NoteBox,
  { voice, velocity }: TrailNote,
  { hue, fade, sounds }: NoteLight,
): void => {
  const isPlayer = voice === 'player';
  const colour = isPlayer ? PLAYER : cssColour(noteColour(hue, velocity));
  context.globalAlpha = Math.max(fade, 0);
  if (fade > LEAST_GLOWING) glowAround(context, box, colour, (sounds ? 0.16 : 0.07) * (velocity / 127));
  drawBox(context, box);
  context.fillStyle = isPlayer ? playerFill(context) : colour;
  context.fill();
  if (isPlayer) {
    context.strokeStyle = PLAYER;
    context.lineWidth = 1 + velocity / 90;
    context.stroke();
  }
  context.globalAlpha = 1;
};

/** A note that is planned: an outline, faint. */
export const drawPlanned = (context: CanvasRenderingContext2D, box: NoteBox, colour: string): void => {
  drawBox(context, { ...box, left: box.left + 0.5, width: Math.max(box.width - 1, 1) });
  context.fillStyle = colour;
  context.globalAlpha = 0.16;
  context.fill();
  context.globalAlpha = 0.6;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.stroke();
  context.globalAlpha = 1;
};
