import blessed from 'blessed';
import { frame } from './frame.js';
import { helpText } from './key-bindings.js';
import { LossPane } from './loss-pane.js';
import type { Palette } from './palette.js';

const CONTROLS_WIDTH = 26;
/** Head, two lines of facts, foot. */
const OTHER_LINES = 4;
const SMALLEST_LOSS = 8;

/** Everything on the screen. */
export interface Panes {
  readonly head: blessed.Widgets.BoxElement;
  readonly roll: blessed.Widgets.BoxElement;
  readonly controls: blessed.Widgets.BoxElement;
  readonly loss: LossPane;
  readonly facts: blessed.Widgets.BoxElement;
  readonly foot: blessed.Widgets.BoxElement;
  readonly help: blessed.Widgets.BoxElement;
}

/** How many lines the losses get: a third of what is there. */
const lossLines = (screen: blessed.Widgets.Screen): number =>
  Math.max(SMALLEST_LOSS, Math.floor((Number(screen.height) - OTHER_LINES) / 3));

/** Puts everything on an empty screen. */
export const makePanes = (screen: blessed.Widgets.Screen, palette: Palette | null): Panes => {
  const left = `100%-${CONTROLS_WIDTH}`;
  const head = blessed.box({ parent: screen, top: 0, height: 1, wrap: false, style: { bold: true } });
  const roll = blessed.box({ parent: screen, top: 1, left: 0, width: left, ...frame('music', palette) });
  const controls = blessed.box({
    parent: screen,
    top: 1,
    right: 0,
    width: CONTROLS_WIDTH,
    height: `100%-${OTHER_LINES}`,
    ...frame('controls', palette),
  });
  const loss = new LossPane(screen, left, palette);
  const facts = blessed.box({ parent: screen, bottom: 1, height: 2, wrap: false });
  const foot = blessed.box({ parent: screen, bottom: 0, height: 1, tags: true, wrap: false });
  const help = blessed.box({
    parent: screen,
    top: 'center',
    left: 'center',
    width: 46,
    height: helpText().split('\n').length + 2,
    content: helpText(),
    hidden: true,
    ...frame('keys', palette),
  });
  return { head, roll, controls, loss, facts, foot, help };
};

/** Fits everything to the screen's size. */
export const placePanes = (screen: blessed.Widgets.Screen, { roll, loss }: Panes): void => {
  roll.height = Number(screen.height) - OTHER_LINES - lossLines(screen);
  loss.place(Number(screen.height) - OTHER_LINES + 1 - lossLines(screen), lossLines(screen));
};
