import type { InkColours } from './piano-roll-text.js';

/** How things look on this terminal; null where it has no colours, or the user wants none. */
export interface Palette {
  readonly ink: InkColours;
  readonly frame: string;
  /** Axes and letters of charts, which know only the eight oldest colours. */
  readonly axis: string;
  readonly warning: string;
  readonly error: string;
}

/** `NO_COLOR` as in no-color.org. */
export const paletteFor = (colours: number, env: Readonly<NodeJS.ProcessEnv>): Palette | null => {
  if ((env.NO_COLOR ?? '') !== '' || colours < 8) return null;
  // the dim grey is a bright black, which only more than eight colours have
  const planned = colours > 8 ? 'gray' : 'blue';
  return {
    ink: { planned, daemon: 'cyan', player: 'yellow' },
    frame: planned,
    axis: 'blue',
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
