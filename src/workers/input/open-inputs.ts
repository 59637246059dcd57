import type { InputContext, InputSource } from '../../performance/input-source.js';
import type { Port } from '../../protocol/live-event.js';
import { kindOfPort } from '../shared/port-kinds.js';
import type { InputKind } from './input-kinds.js';
import type { InputPlan } from './input-messages.js';

/** All inputs that are wanted, of whatever kind. */
export class OpenInputs implements InputSource {
  readonly #sources: readonly InputSource[];

  private constructor(sources: readonly InputSource[]) {
    this.#sources = sources;
  }

  static async open(
    { sources, wantsClock, ownPorts }: InputPlan,
    kinds: readonly InputKind[],
    listener: Pick<InputContext, 'onMessage' | 'onOutputNames'>,
  ): Promise<OpenInputs> {
    const numbered = sources.map((source, number) => ({ ...source, number }));
    const opened: InputSource[] = [];
    for (const kind of kinds) {
      const plans = numbered.filter((plan) => kindOfPort(plan, kinds) === kind);
      const isMidi = kind.prefix === '';
      const source =
        plans.length > 0 || isMidi ? await kind.open(plans, { wantsClock, ownPorts, ...listener }) : undefined;
      if (source) opened.push(source);
    }
    return new OpenInputs(opened);
  }

  get ports(): readonly Port[] {
    return this.#sources.flatMap(({ ports }) => ports);
  }

  poll(): boolean {
    return this.#sources.map((source) => source.poll()).includes(true);
  }

  close(): void {
    for (const source of this.#sources) source.close();
  }
}
