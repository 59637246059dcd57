import { describe, expect, it } from 'vitest';
import { isRecorded } from '../../src/adapters/recording/session-schema.js';
import type { PerformanceEvent } from '../../src/performance/performance-event.js';
import { applyEvent } from '../../src/protocol/apply-event.js';
import { liveEventSchema, messageOfEvent, type LiveEvent } from '../../src/protocol/live-event.js';
import { plainSnapshot } from './plain-snapshot.js';

const clients: LiveEvent = { kind: 'clients', clients: 2 };
const edition: LiveEvent = { kind: 'edition', edition: 3, tick: 0, atMs: 0 };
const notice: LiveEvent = { kind: 'notice', level: 'warning', text: 'The port has gone.' };

describe('events by their rows', () => {
  it('are checked by the fields of their own kind', () => {
    expect(liveEventSchema.safeParse(clients).success).toBe(true);
    const wrong = [{ kind: 'clients' }, { ...clients, edition: 3 }, { kind: 'encore' }, { ...clients, clients: -1 }];
    expect(wrong.filter((event) => liveEventSchema.safeParse(event).success)).toEqual([]);
  });

  it('are recorded where music or its replay needs them', () => {
    const end: PerformanceEvent = { kind: 'end', kept: 1, tick: 0, atMs: 0 };
    expect([edition, end].map(isRecorded)).toEqual([true, true]);
    expect([clients, notice].map(isRecorded)).toEqual([false, false]);
  });

  it('are shown as messages where they are for the user', () => {
    expect(messageOfEvent(notice)).toEqual({ level: 'warning', text: 'The port has gone.' });
    expect(messageOfEvent(clients)).toBeUndefined();
  });

  it('change the snapshot, an edition that which adapts', () => {
    expect(applyEvent(plainSnapshot, edition).adaptation).toEqual({ ...plainSnapshot.adaptation, edition: 3 });
    expect(applyEvent(plainSnapshot, notice)).toEqual(plainSnapshot);
  });
});
