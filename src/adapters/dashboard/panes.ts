import blessed from 'blessed';
import { Card } from './card.js';
import { frame } from './frame.js';
import { layOut, type Area, type PanelName } from './layout.js';
import { LossPane } from './loss-pane.js';
import type { Palette } from './palette.js';
import { panelLabels, panelText, type PanelView } from './panels.js';

type Box = blessed.Widgets.BoxElement;

/** Everything on the screen. */
export interface Panes {
  readonly head: Box;
  readonly roll: Box;
  readonly controls: Box;
  readonly loss: LossPane;
  readonly panels: Readonly<Record<PanelName, Box>>;
  readonly facts: Box;
  readonly foot: Box;
  readonly card: Card;
}

/** Puts everything on an empty screen; `placePanes` says where. */
export const makePanes = (screen: blessed.Widgets.Screen, palette: Palette | null): Panes => {
  const framed = (label: string): Box => blessed.box({ parent: screen, hidden: true, ...frame(label, palette) });
  const head = blessed.box({ parent: screen, top: 0, height: 1, wrap: false, style: { bold: true } });
  const roll = framed('music');
  const controls = framed('controls');
  const loss = new LossPane(screen, palette);
  const panels = {
    messages: framed(panelLabels.messages),
    likeness: framed(panelLabels.likeness),
    training: framed(panelLabels.training),
    ports: framed(panelLabels.ports),
  };
  const facts = blessed.box({ parent: screen, bottom: 1, height: 2, wrap: false });
  const foot = blessed.box({ parent: screen, bottom: 0, height: 1, tags: true, wrap: false });
  return { head, roll, controls, loss, panels, facts, foot, card: new Card(screen, palette) };
};

const put = (box: Box, area: Area | null | undefined): void => {
  if (area) Object.assign(box, area).show();
  else box.hide();
};

const panelsOf = ({ panels }: Panes): readonly (readonly [PanelName, Box])[] =>
  (Object.keys(panelLabels) as readonly PanelName[]).map((name) => [name, panels[name]]);

/** Fits everything to the screen's size. */
export const placePanes = (screen: blessed.Widgets.Screen, panes: Panes, hasLosses: boolean): void => {
  const { roll, controls, loss } = panes;
  const layout = layOut(Number(screen.width), Number(screen.height), hasLosses);
  put(roll, layout.roll);
  put(controls, layout.controls);
  loss.place(layout.loss);
  for (const [name, box] of panelsOf(panes)) put(box, layout.panels[name]);
};

/** Fills the panels that are shown. */
export const fillPanels = (panes: Panes, view: PanelView): void => {
  for (const [name, box] of panelsOf(panes)) {
    if (!box.visible) continue;
    const text = panelText(name, view, Number(box.width) - 2, Number(box.height) - 2);
    box.setContent(blessed.escape(text));
  }
};
