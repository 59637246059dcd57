import path from 'node:path';
import { PPQ } from '../../music/piece.js';
import type { Snapshot } from '../../protocol/live-event.js';
import { planText } from '../../protocol/view/plan-text.js';
import { barAndBeat, tickAtMs } from '../../protocol/view/transport-time.js';
import { verbatimText } from '../../protocol/view/verbatim-text.js';
import { terminalText } from '../../shared/names.js';
import { controlRows } from './control-rows.js';
import type { PendingControls } from './pending-controls.js';

/** A stranger's name: neither the terminal nor the widgets (tags in braces) obey it. */
const shown = (name: string): string => terminalText(name).replace(/[{}\s]/g, ' ');

/** Composer, mode, place and tempo, and how far it quotes. */
export const headText = ({ transport, controls, verbatim }: Snapshot, nowMs: number): string => {
  const { state, bpm, source, meter } = transport;
  const { bar, beat } = barAndBeat(transport, tickAtMs(transport, nowMs));
  const place = state === 'stopped' ? 'stopped' : `bar ${bar} beat ${beat}`;
  const time = `${bpm.toFixed(1)} bpm  ${meter.numerator}/${meter.denominator}  ${source} clock`;
  return ` ${shown(controls.composer)}  ${controls.mode}  ${place}  ${time}  ${verbatimText(verbatim)}`.trimEnd();
};

/** How the daemon does, on two lines. */
export const factsText = ({ health, ports, recording, clients, engine }: Snapshot, lost: number): string => {
  const file = recording.file === null ? 'off' : shown(path.basename(recording.file));
  const ahead = `${(health.lookaheadTicks / PPQ).toFixed(1)} beats ahead`;
  const missed = lost === 0 ? '' : `  missed here ${lost}`;
  const portList = ports
    .map(({ direction, name, connected }) => `${direction} ${shown(name)}${connected ? '' : ' (away)'}`)
    .join('  ');
  return [
    ` late ${health.lateNotes}${health.lostMessages === 0 ? '' : `  lost ${health.lostMessages}`}  step ${health.stepMs.toFixed(2)} ms  ${ahead}  clients ${clients}  ${engine}${missed}`,
    ` rec ${file}  ${portList === '' ? 'no ports: press o to hear it' : portList}`,
  ].join('\n');
};

/** Where a control waits for the bar line: the longest words that fit. */
const waitingLine = (line: string, width: number): string => {
  const words = ['at next bar', 'next bar', '›|'].find((each) => line.length + 1 + each.length <= width) ?? '›|';
  return `${line.slice(0, width - words.length - 1).padEnd(width - words.length)}${words}`;
};

/** The controls, one a line, the selected one marked and always among those that there are lines for. */
export const controlsText = (
  { controls, composers }: Snapshot,
  pending: PendingControls,
  selected: number,
  width: number,
  lines: number,
): string => {
  const coming = pending.over(controls);
  const first = Math.max(0, Math.min(selected - Math.floor(lines / 2), controlRows.length - lines));
  return controlRows
    .map(({ name, control, text }, i) => {
      const value = text(coming, composers);
      const isWaiting = pending.has(control) && value !== text(controls, composers);
      const line = shown(`${i === selected ? '>' : ' '}${name.padEnd(12)}${value}`);
      const full = isWaiting ? waitingLine(line, width) : line.slice(0, width);
      return i === selected ? `{inverse}${full.padEnd(width)}{/inverse}` : full;
    })
    .slice(first, first + lines)
    .join('\n');
};

/** A bar of a list: eight of these are the whole. */
const BAR = '▇';

/** The lines above the music: the plan, and the style match, as far as there is room. */
export const rollLabel = (snapshot: Snapshot, width: number, nowMs: number): string => {
  const { likeness } = snapshot;
  const planned = planText(snapshot, nowMs);
  const music = (planned === '' ? 'music' : `music  ${shown(planned)}`).slice(0, width);
  if (!likeness) return music;
  const bars = likeness.composers.map(
    ({ composer, share }) => `${composer} ${BAR.repeat(Math.round(8 * share))} ${Math.round(100 * share)} %`,
  );
  const heading = `${music}  you sound like`;
  let label = heading;
  for (const bar of bars) {
    if (label.length + 2 + bar.length > width) break;
    label += `  ${bar}`;
  }
  return label === heading ? music : label;
};
