import { describe, expect, it } from 'vitest';
import { calibrate, calibrationFeatures } from '../../../src/encoding/calibration/calibration.js';
import type { EventSituation } from '../../../src/encoding/calibration/feature.js';
import { pianoColumn, type PianoFieldName } from '../../../src/encoding/piano/piano-schema.js';
import { networkRow, rowView, writeAfterWait } from '../../../src/encoding/piano/network-row.js';
import { planningSchema } from '../../../src/encoding/plan/plan-schema.js';
import { unplanned } from '../../../src/encoding/plan/told-plan.js';
import type { RecallMemory } from '../../../src/encoding/recall/recall-memory.js';
import { waitIdOf } from '../../../src/encoding/vocabulary/wait.js';
import { memoryOf } from './remembered.js';

/** A note `wait` steps after the event at `fromStep`, in 4/4, as far as it is known before its pitch. */
const situationOf = (memory: RecallMemory, fromStep: number, wait: number): EventSituation => {
  const ids = networkRow(
    planningSchema,
    Int32Array.from(planningSchema.slice(0, 11), ({ size }) => size),
  );
  ids[pianoColumn.wait] = wait === 0 ? 0 : waitIdOf(wait);
  writeAfterWait(ids, rowView(planningSchema, memory, fromStep, unplanned), fromStep + wait);
  return { memory, fromStep, beatPhase: fromStep % 48, barSteps: 192, ids };
};

const outcomeOf = (field: PianoFieldName, name: string, situation: EventSituation, id: number): number | undefined => {
  const feature = calibrationFeatures[field]?.find((each) => each.name === name);
  if (!feature) throw new Error(`no feature ${name}`);
  return feature.choiceAt(situation)?.outcomeOf(id);
};

/** A bar of quarter notes. */
const quarters = memoryOf([60, 62, 64, 65].map((pitch, i) => ({ step: 48 * i, pitch, steps: 48 })));

describe('calibration features', () => {
  it('know a step up from a step down, and a note below a sounding one', () => {
    const next = situationOf(quarters, 144, 48);
    const interval = (pitch: number) => outcomeOf('what', 'melodic interval', next, pitch);
    expect([interval(67), interval(65), interval(64)]).toEqual([15, 13, 12]);
    const under = situationOf(quarters, 144, 24); // the 65 still sounds
    expect(outcomeOf('what', 'melodic interval', under, 60)).toBe(27);
  });

  it('know the rhythm of the bar before: an onset there, one passed over', () => {
    const at = situationOf(quarters, 144, 0);
    const rhythm = (steps: number) => outcomeOf('wait', 'rhythm of the bar before', at, waitIdOf(steps));
    expect([rhythm(48), rhythm(24), rhythm(96), rhythm(72)]).toEqual([1, 0, 3, 2]);
  });

  it('know the pitches struck at this place in the two bars before', () => {
    const next = situationOf(quarters, 144, 48);
    const pitch = (id: number) => outcomeOf('what', 'pitch of the bars before', next, id);
    expect([pitch(60), pitch(62)]).toEqual([1, 0]);
  });

  it('know a new onset before, at and after the end of the highest note', () => {
    const at = situationOf(quarters, 144, 0);
    const ends = (steps: number) => outcomeOf('wait', 'onset as the highest note ends', at, waitIdOf(steps));
    expect([ends(24), ends(48), ends(96)]).toEqual([0, 1, 2]);
  });

  it('know a semitone and a whole tone from what sounds, in any octave', () => {
    const under = situationOf(quarters, 144, 24); // 65, an F, sounds
    const clash = (pitch: number) => outcomeOf('what', 'clash with what sounds', under, pitch);
    expect([clash(64), clash(54), clash(55), clash(41), clash(60)]).toEqual([2, 2, 1, 0, 0]);
  });

  it('say an outcome within their range of every id, in every situation', () => {
    for (const wait of [0, 12, 48, 400]) {
      const situation = situationOf(quarters, 144, wait);
      situation.ids[pianoColumn.what] = 66;
      for (const [field, features] of Object.entries(calibrationFeatures)) {
        const { size } = planningSchema.find(({ name }) => name === field)!;
        for (const { name, contexts, outcomes, choiceAt } of features) {
          const choice = choiceAt(situation);
          if (!choice) continue;
          expect(choice.context, name).toBeLessThan(contexts);
          for (let id = 0; id < size; id++) {
            const outcome = choice.outcomeOf(id) ?? 0;
            expect(outcome >= 0 && outcome < outcomes, `${name} ${id}: ${outcome}`).toBe(true);
          }
        }
      }
    }
  });
});

describe('calibrating logits', () => {
  const next = situationOf(quarters, 144, 48);
  const logits = Float32Array.from({ length: 130 }, (_, id) => id / 100);

  it('changes nothing without weights', () => {
    expect(calibrate({}, 'what', next, logits)).toEqual(logits);
  });

  it('adds a weight to the ids of its outcome, and to no other', () => {
    const weights = Array.from({ length: 28 }, (_, outcome) => (outcome === 15 ? 1 : 0));
    const changed = calibrate({ 'melodic interval': [weights, weights] }, 'what', next, logits);
    const raised = [...changed.keys()].filter((id) => changed[id] !== logits[id]);
    expect(raised).toEqual([67]);
  });
});
