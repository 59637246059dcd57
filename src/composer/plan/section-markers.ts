import { tickOfStep } from '../../encoding/shared/grid.js';
import type { MusicPlan } from '../../encoding/plan/music-plan.js';
import type { Marker } from '../../music/piece.js';

const FIRST_LETTER = 'A'.charCodeAt(0);

/** A to H; sections of like material have one letter. */
export const sectionLetter = (section: number): string => String.fromCharCode(FIRST_LETTER + section);

/** A marker with its letter at the beginning of each section. */
export const sectionMarkers = ({ bars }: MusicPlan): readonly Marker[] =>
  bars
    .filter(({ sectionStart }) => sectionStart)
    .map(({ step, section }) => ({ tick: tickOfStep(step), text: sectionLetter(section) }));
