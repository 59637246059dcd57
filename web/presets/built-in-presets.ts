import type { ControlChange } from '../../src/protocol/controls.js';

/** Several controls under one name; what is not in it stays as it is. */
export interface Preset {
  readonly name: string;
  readonly controls: ControlChange;
}

const FOUR_FOUR = { numerator: 4, denominator: 4 };

/** Those that are there from the beginning; each is offered where its composers can play. */
export const builtInPresets: readonly Preset[] = [
  {
    name: 'Nocturne',
    controls: { composer: 'Chopin', mode: 'solo', tempo: 66, temperature: 0.9, expression: 100, swing: 50 },
  },
  {
    name: 'Ragtime duel',
    controls: {
      composer: 'Joplin',
      mode: 'answer',
      tempo: 92,
      meter: { numerator: 2, denominator: 4 },
      temperature: 0.95,
      answerBars: 4,
      answerAt: 'beat',
      expression: 40,
    },
  },
  {
    name: 'Bach joins in',
    controls: { composer: 'Bach', mode: 'duet', tempo: 84, meter: FOUR_FOUR, temperature: 0.85, expression: 60 },
  },
  {
    name: 'Moonlight',
    controls: { composer: 'Debussy', mode: 'solo', tempo: 60, temperature: 1.1, expression: 100, swing: 50 },
  },
  {
    name: 'Salon talk',
    controls: { composer: 'Chopin:60+Satie:40', mode: 'answer', tempo: 76, temperature: 1, answerBars: 8 },
  },
  {
    name: 'Evening chorale',
    controls: { composer: 'chorale', mode: 'solo', tempo: 72, meter: FOUR_FOUR, temperature: 0.8 },
  },
  {
    name: 'Fever dream',
    controls: { composer: 'Liszt', mode: 'solo', tempo: 132, temperature: 1.5, expression: 100 },
  },
];
