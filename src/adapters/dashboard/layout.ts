/** Where everything is on a screen of some size, in columns and lines; null for what has no room. */
export interface Layout {
  /** From the left edge, and lines from below the head on. */
  readonly roll: { readonly width: number; readonly height: number } | null;
  /** Against the right edge, over the whole height between head and facts. */
  readonly controls: { readonly width: number; readonly height: number } | null;
  /** Under the roll and as wide. */
  readonly loss: { readonly top: number; readonly height: number } | null;
}

/** Head, two lines of facts, foot. */
const OTHER_LINES = 4;
const SMALLEST_FRAME = 3;
/** Fits every name and its value, but for long names of models. */
const CONTROLS_WIDTH = 26;
const WIDE_CONTROLS = 42;
const WIDE_SCREEN = 120;
/** What the roll keeps beside the controls. */
const SMALLEST_ROLL_WIDTH = 30;
const SMALLEST_LOSS = 8;

/** Fits the panes to a screen. The losses get a third where there are some, and are the first to go without room. */
export const layOut = (columns: number, lines: number, hasLosses: boolean): Layout => {
  const height = lines - OTHER_LINES;
  if (height < SMALLEST_FRAME) return { roll: null, controls: null, loss: null };
  const controlsWidth = columns >= WIDE_SCREEN ? WIDE_CONTROLS : CONTROLS_WIDTH;
  const hasControls = columns >= controlsWidth + SMALLEST_ROLL_WIDTH;
  const width = hasControls ? columns - controlsWidth : columns;
  const wanted = Math.max(SMALLEST_LOSS, Math.floor(height / 3));
  const isLossShown = hasLosses && width >= SMALLEST_ROLL_WIDTH && height - wanted >= SMALLEST_LOSS;
  const lossHeight = isLossShown ? wanted : 0;
  return {
    roll: width < SMALLEST_FRAME ? null : { width, height: height - lossHeight },
    controls: hasControls ? { width: controlsWidth, height } : null,
    loss: isLossShown ? { top: 1 + height - lossHeight, height: lossHeight } : null,
  };
};
