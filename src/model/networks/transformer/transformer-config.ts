import { DaemonError } from '../../../shared/error.js';
import type { CommonConfig } from '../network-config.js';

/** Decoder-only, with rotary positions. */
export interface TransformerConfig extends CommonConfig {
  readonly kind: 'transformer';
  /** Attention heads; `units` are an even multiple of them. */
  readonly heads: number;
  /** Events before an event that it sees. */
  readonly context: number;
}

/** Width of one attention head, of the keys and of the values. */
export const headWidth = ({ units, heads }: TransformerConfig): number => units / heads;

/** Whether each head gets a whole, even width of its own. */
export const headsFit = ({ units, heads }: Pick<TransformerConfig, 'units' | 'heads'>): boolean =>
  units % (2 * heads) === 0;

/** Each head takes an equal share of the width, in pairs. */
class HeadsDoNotFitError extends DaemonError {
  readonly code = 'HEADS_DO_NOT_FIT';
  override readonly exitCode = 2;

  constructor(units: number, heads: number) {
    super(`${units} units do not divide into ${heads} heads of an even width. Choose a multiple of ${2 * heads}.`);
  }
}

/** The config as it is asked for, if its heads fit. */
export const configureTransformer = (
  common: CommonConfig,
  { heads, context }: Readonly<Record<string, number>>,
): TransformerConfig => {
  const config: TransformerConfig = { kind: 'transformer', ...common, heads, context };
  if (!headsFit(config)) throw new HeadsDoNotFitError(config.units, heads);
  return config;
};
