import path from 'node:path';
import { readSessionLog, type SessionLog } from '../../adapters/recording/session-log.js';
import { LOG_ENDING } from '../../adapters/recording/session-names.js';
import type { SessionHeader } from '../../adapters/recording/session-schema.js';
import { ReplayRefusedError, type ReplayEnd } from '../../composer/live/replay.js';
import type { Revision } from '../../performance/composer.js';
import type { PerformanceEvent } from '../../performance/performance-event.js';

/** What one composer composed, from its beginning with a voice to the end of the session or of its thread. */
export interface ReplayPart {
  readonly composer: string;
  readonly revisions: readonly Revision[];
  readonly end: ReplayEnd;
}

/** A session as it is to be composed again. */
export interface ReplayRecording {
  readonly header: SessionHeader;
  readonly events: readonly PerformanceEvent[];
  readonly parts: readonly ReplayPart[];
  /** Up to here all that was composed must have been recorded: Infinity but for a log that was cut off. */
  readonly certainTick: number;
}

/** A log that was cut off may lack the last chord, and notes that were composed just in time: a 32nd. */
const CUT_TICKS = 60;

const refuse = (reason: string): never => {
  throw new ReplayRefusedError(`The session cannot be composed again: ${reason}.`);
};

/** The log and those that it goes on from, the first one first. */
const readChain = async (file: string): Promise<readonly SessionLog[]> => {
  const chain: SessionLog[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = file; next !== undefined;) {
    if (seen.has(next)) refuse('its logs go on from each other in a circle');
    seen.add(next);
    const log: SessionLog = await readSessionLog(next);
    if (log.damaged.length > 0) refuse(`line ${log.damaged[0]} of "${next}" is damaged, so not all of it is known`);
    chain.unshift(log);
    const { continues } = log.header;
    next = continues === undefined ? undefined : path.join(path.dirname(file), path.basename(continues));
  }
  return chain;
};

/** Those of all logs, without what a later log only repeats of how things stood. */
const eventsOf = (chain: readonly SessionLog[]): readonly PerformanceEvent[] =>
  chain.flatMap(({ header, events }) => events.slice(header.standing ?? 0));

/** The last tick on which the daemon struck a note; refuses a session without any. */
const lastTickOf = (events: readonly PerformanceEvent[]): number => {
  const last = events.findLast((event) => event.kind === 'note-on' && event.voice === 'daemon');
  return last?.kind === 'note-on'
    ? (last.scoreTick ?? last.tick)
    : refuse('it holds no note of the daemon, so there is nothing to compare');
};

const partsOf = (header: SessionHeader, events: readonly PerformanceEvent[], end: ReplayEnd): readonly ReplayPart[] => {
  const parts: { composer: string; revisions: Revision[]; end: ReplayEnd }[] = [];
  parts.push({ composer: header.composer, revisions: [], end });
  for (const event of events) {
    if (event.kind === 'composer-replaced') parts.push({ composer: event.composer, revisions: [], end });
    if (event.kind === 'revision') parts[parts.length - 1].revisions.push(event.revision);
  }
  const used = parts.filter(({ revisions }) => revisions.length > 0);
  for (const [i, part] of used.entries()) {
    if (i + 1 < used.length) part.end = { kept: used[i + 1].revisions[0].kept };
  }
  return used;
};

/** Reads a session, named by its log or by the .mid beside it; refuses one that cannot be composed again. */
export const readRecording = async (named: string): Promise<ReplayRecording> => {
  const file = named.endsWith('.mid') ? `${named.slice(0, -'.mid'.length)}${LOG_ENDING}` : named;
  const chain = await readChain(file);
  const [{ header }] = chain;
  const events = eventsOf(chain);
  const revisions = events.flatMap((event) => (event.kind === 'revision' ? [event.revision] : []));
  if (header.standing !== undefined || revisions.at(0)?.revision !== 1) {
    refuse('it was begun while music played, so what came before is not known');
  }
  if (revisions.some(({ settings }) => settings.edition > 0)) {
    refuse('the network learned from its player, and what it had learned is not in the recording');
  }
  const lastTick = lastTickOf(events);
  const last = events.at(-1);
  const end = last?.kind === 'end' ? { kept: last.kept } : { tick: lastTick };
  const certainTick = last?.kind === 'end' ? Infinity : lastTick - CUT_TICKS;
  return { header, events, parts: partsOf(header, events, end), certainTick };
};
