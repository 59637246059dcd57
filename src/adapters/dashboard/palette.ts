import type { InkColours, RollColours } from './piano-roll-text.js';

/** How things look on this terminal; null where it has no colours, or the user wants none. */
export interface Palette extends RollColours {
  readonly frame: string;
  /** Axes and letters of charts, which know only the eight oldest colours. */
  readonly axis: string;
  /** Curves of charts: of training and of validation. */
  readonly curves: readonly [string, string];
  readonly warning: string;
  readonly error: string;
}

/**
 * Shades for soft, middle and loud notes, where there are so many colours: each beside one of the 256, since the widgets
 * take the exact ones for the sixteen oldest.
 */
const shaded: InkColours = {
  planned: '#5f87b0',
  'daemon-soft': '#00878a',
  daemon: '#00afb0',
  'daemon-loud': '#5ffffe',
  'player-soft': '#af8800',
  player: '#d7b000',
  'player-loud': '#ffff60',
};

const plain: InkColours = {
  planned: 'blue',
  'daemon-soft': 'cyan',
  daemon: 'cyan',
  'daemon-loud': 'cyan',
  'player-soft': 'yellow',
  player: 'yellow',
  'player-loud': 'yellow',
};

const MANY = 256;

/** `NO_COLOR` as in no-color.org. */
export const paletteFor = (colours: number, env: Readonly<NodeJS.ProcessEnv>): Palette | null => {
  if ((env.NO_COLOR ?? '') !== '' || colours < 8) return null;
  return {
    ink: colours >= MANY ? shaded : plain,
    // the dim grey is a bright black, which only more than eight colours have
    frame: colours > 8 ? 'gray' : 'blue',
    grid: colours >= MANY ? '#818181' : 'blue',
    axis: 'blue',
    curves: ['cyan', 'yellow'],
    warning: 'yellow',
    error: 'red',
  };
};

/** The description of the terminal to use: blessed stumbles over those of tmux and screen. */
export const terminalName = (env: Readonly<NodeJS.ProcessEnv>): string => {
  const term = env.TERM ?? '';
  if (!/^(tmux|screen)/.test(term)) return term;
  return term.includes('256color') ? 'xterm-256color' : 'xterm';
};

/** Whether a dashboard can be drawn there. */
export const isCapable = (env: Readonly<NodeJS.ProcessEnv>): boolean => !['', 'dumb'].includes(env.TERM ?? '');
