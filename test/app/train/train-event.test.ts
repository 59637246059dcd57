import { describe, expect, it } from 'vitest';
import { trainEventText, type TrainEvent } from '../../../src/app/train/train-event.js';

const report = { pass: 2.654, passes: 60, notesSeen: 1, seconds: 9, trainLoss: 11.3012, notesPerSecond: 9543.4 };
const record = { step: 1, notes: 1, seconds: 11, trainLoss: 12.925, validationLoss: 10.785, natsPerNote: 9.0021 };

describe('a training', () => {
  it.each<readonly [TrainEvent, string]>([
    [
      { kind: 'begun', name: 'Mozart', training: 4, validation: 1, engine: 'ONNX' },
      'Mozart: learning from 4 works, validating on 1; ONNX',
    ],
    [
      { kind: 'step', report: { ...report, secondsLeft: 328 }, unit: 'note' },
      'pass 2.65 of 60 · loss 11.301 · 9543 notes/s · 5:28 min left',
    ],
    [
      { kind: 'evaluated', record: { ...record, pass: 2.01, fields: {} }, isBest: true, unit: 'note' },
      'pass 2 after 11 s: training 12.925, validation 10.785; 9.002 nats per note (best so far, saved)',
    ],
    [
      { kind: 'trained', name: 'Mozart', nats: 8.5, before: 9, unit: 'token', file: 'Mozart.safetensors' },
      'Mozart: 8.500 nats per token on unseen works (9.000 before), Mozart.safetensors',
    ],
    [{ kind: 'ended', name: 'Mozart', reason: 'patience', seconds: 61 }, 'Mozart: no progress any more after 1:01 min'],
    [
      { kind: 'passed-over', composer: 'Clementi', reason: 'None can be read.' },
      'Clementi: skipped. None can be read.',
    ],
  ])('says %j as a line', (event, text) => {
    expect(trainEventText(event)).toBe(text);
  });
});
