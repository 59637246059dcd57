import type { InputContext, InputSource, NumberedSource } from '../../performance/input-source.js';
import type { Port } from '../../protocol/live-event.js';
import type { AvailableMidi } from './midi-library.js';
import { MidiSource } from './midi-source.js';
import { byAddressFirst, foreignPorts } from './port-names.js';
import { PortWatch } from './port-watch.js';

/** The MIDI inputs that are wanted. Also tells which MIDI outputs the system has, since it watches its ports. */
export class MidiInputs implements InputSource {
  readonly #context: InputContext;
  readonly #sources: readonly MidiSource[];
  readonly #watch: PortWatch;
  /** Who was connected to each virtual input at the last look. */
  readonly #connected = new Map<MidiSource, readonly string[]>();
  #outputNames = '';

  constructor(midi: AvailableMidi, plans: readonly NumberedSource[], context: InputContext, watch?: PortWatch) {
    this.#context = context;
    this.#watch = watch ?? new PortWatch(midi.library);
    this.#sources = plans.map((plan) => {
      return new MidiSource(midi, plan, context.wantsClock, (bytes) => context.onMessage(plan.number, bytes));
    });
  }

  get ports(): readonly Port[] {
    return this.#sources.map(({ port }) => port);
  }

  poll(): boolean {
    const names = this.#watch.look();
    const inputs = foreignPorts(names.inputs, this.#context.ownPorts);
    this.#tellOutputs(foreignPorts(names.outputs, this.#context.ownPorts));
    for (const source of this.#sources) this.#noticeDisconnection(source);
    const changes = byAddressFirst(this.#sources, ({ plan }) => plan.name).map((source) => {
      const others = this.#sources.filter((other) => other !== source);
      return source.update(
        inputs,
        others.map(({ openName }) => openName),
      );
    });
    return changes.includes(true);
  }

  close(): void {
    for (const source of this.#sources) source.close();
  }

  #tellOutputs(outputs: readonly string[]): void {
    const known = outputs.join('\n');
    if (known !== this.#outputNames) this.#context.onOutputNames(outputs);
    this.#outputNames = known;
  }

  /** Whoever was connected to a virtual input may have held keys; which they were nobody can tell. */
  #noticeDisconnection(source: MidiSource): void {
    if (source.plan.kind !== 'virtual') return;
    const now = this.#watch.connectedTo(source.plan.name);
    const before = this.#connected.get(source) ?? [];
    this.#connected.set(source, now);
    if (before.some((address) => !now.includes(address))) source.releaseAll();
  }
}
