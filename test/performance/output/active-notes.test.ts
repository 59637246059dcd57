import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ActiveNotes } from '../../../src/performance/output/active-notes.js';
import { RecordingSink } from '../support/recording-sink.js';

const place = { tick: 0, atMs: 0 };

describe('the ledger of sounding notes', () => {
  it('releases a note that is struck again before it strikes it', () => {
    const sink = new RecordingSink();
    const activeNotes = new ActiveNotes(sink);
    activeNotes.noteOn(0, 60, 80, 1, place);
    activeNotes.noteOn(0, 60, 80, 2, place);
    activeNotes.noteOff(0, 60, 1, place);
    activeNotes.noteOff(0, 60, 2, place);
    expect(sink.heard).toEqual(['0+60', '0-60', '0+60', '0-60']);
  });

  it('keeps channels apart', () => {
    const sink = new RecordingSink();
    const activeNotes = new ActiveNotes(sink);
    activeNotes.noteOn(0, 60, 80, 1, place);
    activeNotes.noteOn(9, 60, 80, 2, place);
    activeNotes.noteOff(9, 60, 2, place);
    expect(sink.heard).toEqual(['0+60', '9+60', '9-60']);
    expect(activeNotes.size).toBe(1);
  });

  it('lets the pedal up only when nobody holds it down', () => {
    const sink = new RecordingSink();
    const activeNotes = new ActiveNotes(sink);
    activeNotes.pedal(0, 127, 0, place);
    activeNotes.pedal(0, 90, -1, place);
    activeNotes.pedal(0, 0, 0, place);
    activeNotes.pedal(0, 0, -1, place);
    expect(sink.heard).toEqual(['0p127', '0p90', '0p0']);
  });

  it('silences only whom it is told to', () => {
    const sink = new RecordingSink();
    const activeNotes = new ActiveNotes(sink);
    activeNotes.noteOn(0, 60, 80, 1, place);
    activeNotes.noteOn(0, 64, 80, -1, place);
    activeNotes.silence(place, (owner) => owner >= 0);
    expect(sink.heard).toEqual(['0+60', '0+64', '0-60']);
  });

  const step = fc.oneof(
    fc.record({ kind: fc.constant('on'), channel: fc.nat(1), pitch: fc.nat(3), owner: fc.nat(4) }),
    fc.record({ kind: fc.constant('off'), channel: fc.nat(1), pitch: fc.nat(3), owner: fc.nat(4) }),
    fc.record({ kind: fc.constant('pedal'), channel: fc.nat(1), pitch: fc.nat(127), owner: fc.nat(2) }),
  );

  it('leaves nothing sounding and no pedal down after silence, and never strikes a sounding note', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const sounding = new Set<string>();
        const pedals = new Map<number, number>();
        const activeNotes = new ActiveNotes({
          noteOn: (channel, pitch) => {
            expect(sounding.has(`${channel}:${pitch}`)).toBe(false);
            sounding.add(`${channel}:${pitch}`);
          },
          noteOff: (channel, pitch) => {
            expect(sounding.delete(`${channel}:${pitch}`)).toBe(true);
          },
          pedal: (channel, value) => pedals.set(channel, value),
        });
        for (const { kind, channel, pitch, owner } of steps) {
          if (kind === 'on') activeNotes.noteOn(channel, pitch, 64, owner, place);
          else if (kind === 'off') activeNotes.noteOff(channel, pitch, owner, place);
          else activeNotes.pedal(channel, pitch, owner, place);
        }
        activeNotes.silence(place);
        expect(sounding.size).toBe(0);
        expect([...pedals.values()].every((value) => value === 0)).toBe(true);
      }),
    );
  });
});
