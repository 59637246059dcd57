import { describe, expect, it } from 'vitest';
import { MidiInputs } from '../../../src/adapters/midi/midi-inputs.js';
import type { InputContext, InputSource, NumberedSource } from '../../../src/performance/input-source.js';
import type { InputKind } from '../../../src/workers/input/input-kinds.js';
import { fromInputProcessSchema } from '../../../src/workers/input/input-messages.js';
import { OpenInputs } from '../../../src/workers/input/open-inputs.js';
import { MidiRing } from '../../../src/workers/shared/midi-ring.js';
import { FakeMidi } from '../../adapters/midi/fake-midi-library.js';
import { PerformanceStand } from '../../performance/support/performance-stand.js';

/** Inputs of a kind that only tests know: keys that a test strikes. */
class TestKeys implements InputSource {
  static opened: TestKeys | undefined;
  readonly plans: readonly NumberedSource[];
  readonly #context: InputContext;
  isConnected = false;
  isClosed = false;

  constructor(plans: readonly NumberedSource[], context: InputContext) {
    this.plans = plans;
    this.#context = context;
    TestKeys.opened = this;
  }

  get ports() {
    return this.plans.map(({ name }) => ({
      name,
      direction: 'in' as const,
      kind: 'hardware' as const,
      connected: this.isConnected,
    }));
  }

  poll(): boolean {
    const hasCome = !this.isConnected;
    this.isConnected = true;
    return hasCome;
  }

  close(): void {
    this.isClosed = true;
  }

  strike(key: number, ...bytes: readonly number[]): void {
    this.#context.onMessage(this.plans[key].number, bytes);
  }
}

const testKeys: InputKind = { prefix: 'keys:', open: async (plans, context) => new TestKeys(plans, context) };

/** A machine with MIDI ports, or one where the library does not load. */
const midiKind = (midi: FakeMidi | undefined): InputKind => ({
  prefix: '',
  open: async (plans, context) => midi && new MidiInputs(midi.access(), plans, context),
});

const plan = (...names: readonly string[]) => ({
  sources: names.map((name) => ({ name, kind: 'hardware' as const })),
  wantsClock: false,
  ownPorts: [],
});

const silent = { onMessage: () => undefined, onOutputNames: () => undefined };

describe('inputs of several kinds', () => {
  it('bring notes to the performance without any MIDI library', async () => {
    TestKeys.opened = undefined;
    const ring = new MidiRing(MidiRing.buffer());
    const stand = new PerformanceStand({}, { inputNames: ['nord', 'keys:attic'] }).start();
    // as the process that hears sends it, and the thread that takes it hands it on
    const inputs = await OpenInputs.open(plan('nord', 'keys:attic'), [testKeys, midiKind(undefined)], {
      ...silent,
      onMessage: (source, bytes) => {
        const sent = JSON.stringify({ kind: 'midi', source, atMs: stand.nowMs, bytes });
        const message = fromInputProcessSchema.parse(JSON.parse(sent));
        if (message.kind === 'midi') ring.write(message.atMs, message.bytes, message.source);
      },
    });
    expect(inputs.poll()).toBe(true);
    expect(inputs.ports).toEqual([{ name: 'keys:attic', direction: 'in', kind: 'hardware', connected: true }]);

    const keys = TestKeys.opened as unknown as TestKeys;
    for (const bytes of [[0x90, 60, 80], [0x90, 64, 70], []]) keys.strike(0, ...bytes);
    for (let heard = ring.read(); heard; heard = ring.read()) {
      expect(heard.source).toBe(1);
      stand.performer.onMidi(heard.bytes, heard.atMs, stand.nowMs, heard.source);
    }
    const notes = stand.told.filter((event) => event.kind === 'note-on' || event.kind === 'note-off');
    expect(notes.map(({ kind, pitch, voice }) => `${voice} ${kind} ${pitch}`).sort()).toEqual([
      'player note-off 60',
      'player note-off 64',
      'player note-on 60',
      'player note-on 64',
    ]);
    inputs.close();
    expect(keys.isClosed).toBe(true);
  });

  it('are told by the prefix of their names; virtual ports and all other names are MIDI', async () => {
    const midi = new FakeMidi();
    midi.there = ['nord stage 20:0'];
    const inputs = await OpenInputs.open(
      {
        ...plan(),
        sources: [
          { name: 'keys:ours', kind: 'virtual' },
          { name: 'keys:attic', kind: 'hardware' },
          { name: 'nord', kind: 'hardware' },
        ],
      },
      [testKeys, midiKind(midi)],
      silent,
    );
    inputs.poll();
    expect(TestKeys.opened?.plans).toEqual([{ name: 'keys:attic', kind: 'hardware', number: 1 }]);
    expect(midi.open.map(({ openName, isVirtual }) => [openName, isVirtual])).toEqual([
      ['keys:ours', true],
      ['nord stage 20:0', false],
    ]);
    expect(inputs.ports.filter(({ connected }) => connected)).toHaveLength(3);
  });

  it('open no kind that nobody wants, but MIDI, which tells the outputs', async () => {
    TestKeys.opened = undefined;
    const midi = new FakeMidi();
    midi.there = ['Synth 1'];
    const names: (readonly string[])[] = [];
    const inputs = await OpenInputs.open(plan(), [testKeys, midiKind(midi)], {
      ...silent,
      onOutputNames: (known) => names.push(known),
    });
    inputs.poll();
    inputs.poll();
    expect(TestKeys.opened).toBeUndefined();
    expect(names).toEqual([['Synth 1']]);
  });

  it('have come or gone where one of them has', async () => {
    const inputs = await OpenInputs.open(plan('nord', 'keys:a'), [testKeys, midiKind(new FakeMidi())], silent);
    expect([inputs.poll(), inputs.poll()]).toEqual([true, false]);
  });
});
