import { describe, expect, it } from 'vitest';
import { MidiOutputs } from '../../../src/adapters/midi/midi-outputs.js';
import type { DestinationPlan, OutputDestination, OutputGroup } from '../../../src/performance/output-destination.js';
import { loadOutputs, type OutputKind } from '../../../src/workers/performance/output-kinds.js';
import { PerformanceOutputs } from '../../../src/workers/performance/performance-outputs.js';
import { FakeMidi } from '../../adapters/midi/fake-midi-library.js';
import { PerformanceStand } from '../../performance/support/performance-stand.js';

/** Outputs of a kind that only tests know, there or not as `isThere` says. */
class TestLamps implements OutputGroup {
  readonly sent: { readonly name: string; readonly bytes: readonly number[] }[] = [];
  isThere = true;
  #wasThere = false;
  readonly destinations: readonly OutputDestination[];

  constructor(plans: readonly DestinationPlan[]) {
    const isConnected = () => this.isThere;
    this.destinations = plans.map(({ name, kind }) => ({
      name,
      send: (bytes) => this.sent.push({ name, bytes }),
      get port() {
        return { name, direction: 'out' as const, kind, connected: isConnected() };
      },
    }));
  }

  update(): readonly OutputDestination[] {
    const hasChanged = this.isThere !== this.#wasThere;
    this.#wasThere = this.isThere;
    return hasChanged ? this.destinations : [];
  }

  close(): void {
    this.isThere = false;
  }
}

const outputPlan = (name: string, channel: number) =>
  ({ name, kind: 'hardware', channel, program: null, offsetMs: 0, clock: false }) as const;

/** A performance with one MIDI output and one lamp; without `midi` the library does not load. */
const performing = async (midi: FakeMidi | undefined) => {
  const groups: TestLamps[] = [];
  const kinds: readonly OutputKind[] = [
    {
      prefix: 'lamp:',
      load: async (plans) => {
        groups.push(new TestLamps(plans));
        return groups[0];
      },
    },
    { prefix: '', load: async (plans) => midi && new MidiOutputs(midi.access(), plans) },
  ];
  const stand = new PerformanceStand().start();
  const loaded = await loadOutputs([outputPlan('synth', 1), outputPlan('lamp:desk', 2)], kinds);
  return { stand, outputs: new PerformanceOutputs(loaded, stand.performer), lamps: groups[0] };
};

const noteOns = (bytes: readonly (readonly number[])[], channel: number): number =>
  bytes.filter(([status]) => status === 0x90 + channel).length;

describe('outputs of several kinds', () => {
  it('get the same notes, each on the channel of its plan', async () => {
    const midi = new FakeMidi();
    midi.there = ['Synth 20:0'];
    const { stand, outputs, lamps } = await performing(midi);
    expect(outputs.update(midi.there)).toBe(true);
    expect(outputs.update(midi.there)).toBe(false);
    stand.run(3000);
    const struck = stand.struck.length;
    expect(struck).toBeGreaterThan(5);
    expect(noteOns(midi.open[0].sent, 1)).toBe(struck);
    expect(
      noteOns(
        lamps.sent.map(({ bytes }) => bytes),
        2,
      ),
    ).toBe(struck);
  });

  it('play where there is no MIDI library', async () => {
    const { stand, outputs, lamps } = await performing(undefined);
    outputs.update([]);
    expect(outputs.ports).toEqual([{ name: 'lamp:desk', direction: 'out', kind: 'hardware', connected: true }]);
    stand.run(1000);
    expect(lamps.sent.length).toBeGreaterThan(0);
  });

  it('are silenced and closed together', async () => {
    const midi = new FakeMidi();
    midi.there = ['Synth 20:0'];
    const { stand, outputs, lamps } = await performing(midi);
    outputs.update(midi.there);
    stand.run(600);
    const [before, port] = [lamps.sent.length, midi.open[0]];
    outputs.silence(stand.nowMs);
    expect(lamps.sent.length).toBeGreaterThan(before);
    outputs.close();
    expect(port.isDestroyed).toBe(true);
    expect(outputs.ports.map(({ connected }) => connected)).toEqual([false, false]);
  });
});
