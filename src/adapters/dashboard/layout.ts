/** A rectangle on the screen, in columns and lines. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Panels that are shown where there is room for them. */
export type PanelName = 'messages' | 'likeness' | 'training' | 'ports';

/** Where everything is on a screen of some size; null for what has no room. */
export interface Layout {
  readonly roll: Area | null;
  /** Against the right edge. */
  readonly controls: Area | null;
  /** Under the roll and as wide. */
  readonly loss: Area | null;
  /** Side by side below all of these; none on a small screen. */
  readonly panels: Readonly<Partial<Record<PanelName, Area>>>;
}

/** Head, two lines of facts, foot. */
const OTHER_LINES = 4;
const TOP = 1;
const SMALLEST_FRAME = 3;
/** Fits every name and its value, but for long names of models. */
const CONTROLS_WIDTH = 32;
const WIDE_CONTROLS = 42;
const WIDE_SCREEN = 120;
/** What the roll keeps beside the controls. */
const SMALLEST_ROLL_WIDTH = 30;
const SMALLEST_LOSS = 8;
/** From so many lines on there are panels, of so many lines, and as many side by side as have so many columns each. */
const PANEL_SCREEN = 32;
const PANEL_LINES = 9;
const PANEL_WIDTH = 40;

/** In order of what a player misses most; the first takes what the others leave. */
const PANELS: readonly PanelName[] = ['messages', 'likeness', 'ports', 'training'];

const panelsIn = (columns: number, lines: number): Layout['panels'] => {
  if (lines < PANEL_SCREEN) return {};
  const names = PANELS.slice(0, Math.max(1, Math.floor(columns / PANEL_WIDTH)));
  const width = Math.floor(columns / names.length);
  const top = lines - OTHER_LINES + TOP - PANEL_LINES;
  const rest = columns - width * (names.length - 1);
  return Object.fromEntries(
    names.map((name, i) => [
      name,
      { left: i === 0 ? 0 : rest + (i - 1) * width, top, width: i === 0 ? rest : width, height: PANEL_LINES },
    ]),
  );
};

/** A third for the losses; none where the roll would have too little. */
const lossLines = (width: number, height: number): number => {
  const wanted = Math.max(SMALLEST_LOSS, Math.floor(height / 3));
  return width >= SMALLEST_ROLL_WIDTH && height - wanted >= SMALLEST_LOSS ? wanted : 0;
};

/** Fits the panes to a screen. The losses get a third where there are some, and are the first to go without room. */
export const layOut = (columns: number, lines: number, hasLosses: boolean): Layout => {
  const panels = panelsIn(columns, lines);
  const height = lines - OTHER_LINES - (Object.keys(panels).length > 0 ? PANEL_LINES : 0);
  if (height < SMALLEST_FRAME) return { roll: null, controls: null, loss: null, panels };
  const controlsWidth = columns >= WIDE_SCREEN ? WIDE_CONTROLS : CONTROLS_WIDTH;
  const hasControls = columns >= controlsWidth + SMALLEST_ROLL_WIDTH;
  const width = hasControls ? columns - controlsWidth : columns;
  const lossHeight = hasLosses ? lossLines(width, height) : 0;
  return {
    roll: width < SMALLEST_FRAME ? null : { left: 0, top: TOP, width, height: height - lossHeight },
    controls: hasControls ? { left: width, top: TOP, width: controlsWidth, height } : null,
    loss: lossHeight > 0 ? { left: 0, top: TOP + height - lossHeight, width, height: lossHeight } : null,
    panels,
  };
};
