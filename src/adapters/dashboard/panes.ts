import blessed from 'blessed';
import { frame } from './frame.js';
import { layOut } from './layout.js';
import { LossPane } from './loss-pane.js';
import type { Palette } from './palette.js';

/** Everything on the screen. */
export interface Panes {
  readonly head: blessed.Widgets.BoxElement;
  readonly roll: blessed.Widgets.BoxElement;
  readonly controls: blessed.Widgets.BoxElement;
  readonly loss: LossPane;
  readonly facts: blessed.Widgets.BoxElement;
  readonly foot: blessed.Widgets.BoxElement;
  /** Lies over the others: the help, or the page's address. */
  readonly card: blessed.Widgets.BoxElement;
}

/** Puts everything on an empty screen; `placePanes` says where. */
export const makePanes = (screen: blessed.Widgets.Screen, palette: Palette | null): Panes => {
  const head = blessed.box({ parent: screen, top: 0, height: 1, wrap: false, style: { bold: true } });
  const roll = blessed.box({ parent: screen, top: 1, left: 0, hidden: true, ...frame('music', palette) });
  const controls = blessed.box({ parent: screen, top: 1, right: 0, hidden: true, ...frame('controls', palette) });
  const loss = new LossPane(screen, palette);
  const facts = blessed.box({ parent: screen, bottom: 1, height: 2, wrap: false });
  const foot = blessed.box({ parent: screen, bottom: 0, height: 1, tags: true, wrap: false });
  const card = blessed.box({
    parent: screen,
    top: 'center',
    left: 'center',
    hidden: true,
    ...frame('', palette),
  });
  return { head, roll, controls, loss, facts, foot, card };
};

const put = (
  box: blessed.Widgets.BoxElement,
  area: { readonly width: number; readonly height: number } | null,
): void => {
  if (area) Object.assign(box, area).show();
  else box.hide();
};

/** Fits everything to the screen's size. */
export const placePanes = (
  screen: blessed.Widgets.Screen,
  { roll, controls, loss }: Panes,
  hasLosses: boolean,
): void => {
  const layout = layOut(Number(screen.width), Number(screen.height), hasLosses);
  put(roll, layout.roll);
  put(controls, layout.controls);
  loss.place(layout.loss && layout.roll && { ...layout.loss, width: layout.roll.width });
};

/** Shows a text over everything else, as large as it needs. */
export const showCard = (card: blessed.Widgets.BoxElement, label: string, text: string): void => {
  const lines = text.split('\n');
  card.width = Math.max(...lines.map(({ length }) => length), label.length + 2) + 2;
  card.height = lines.length + 2;
  card.setLabel(` ${label} `);
  card.setContent(blessed.escape(text));
  card.setFront();
  card.show();
};
