import type { Likeness, Port, Snapshot } from '../../protocol/live-event.js';
import { trainingText } from '../../protocol/view/training-text.js';
import { playingText } from '../../protocol/view/playable-text.js';
import { terminalText } from '../../shared/names.js';
import type { PanelName } from './layout.js';

/** A message that was shown, with its time of day. */
export interface LoggedMessage {
  readonly at: Date;
  readonly text: string;
}

/** What panels show. */
export interface PanelView {
  readonly snapshot: Snapshot;
  readonly messages: readonly LoggedMessage[];
}

const two = (value: number): string => String(value).padStart(2, '0');

const timeText = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;

/** Words on lines of some width; what follows the first line is indented. */
const wrapped = (text: string, width: number, indent: string): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => each.slice(0, width));
};

/** The latest messages, the last at the bottom. */
const messageLines = ({ messages }: PanelView, width: number, height: number): readonly string[] =>
  messages.flatMap(({ at, text }) => wrapped(`${timeText(at)} ${text}`, width, ' '.repeat(9))).slice(-height);

const BAR = '▇';
const NAME_COLUMNS = 14;

const likenessLines = (likeness: Likeness | null, width: number): readonly string[] => {
  if (!likeness) return wrapped('Play some notes, and it says whose music yours resembles.', width, '');
  const room = Math.max(1, width - NAME_COLUMNS - 5);
  return likeness.composers.map(({ composer, share }) => {
    const bar = BAR.repeat(Math.round(share * room));
    return `${composer.slice(0, NAME_COLUMNS - 1).padEnd(NAME_COLUMNS)}${bar} ${Math.round(100 * share)} %`;
  });
};

const portLines = (ports: readonly Port[]): readonly string[] => {
  if (ports.length === 0) return ['none: press o to hear it in the browser'];
  return ports.map(({ direction, name, connected }) => `${direction.padEnd(4)}${name}${connected ? '' : ' (away)'}`);
};

const learningLines = ({ snapshot }: PanelView, width: number): readonly string[] => {
  const { adaptation } = snapshot;
  const lesson = adaptation.edition === 0 ? '' : `, lesson ${adaptation.edition} plays`;
  return [
    ...wrapped(`model: ${playingText(snapshot)}`, width, '  '),
    ...wrapped(`training: ${trainingText(snapshot) ?? 'none'}`, width, '  '),
    `adapts to you: ${adaptation.on ? adaptation.state : 'off (a turns it on)'}${lesson}`,
  ];
};

/** Names over the panels. */
export const panelLabels: Readonly<Record<PanelName, string>> = {
  messages: 'messages',
  likeness: 'you sound like',
  training: 'model and training',
  ports: 'ports',
};

/** What stands in a panel of some size. */
export const panelText = (name: PanelName, view: PanelView, width: number, height: number): string => {
  const lines: Readonly<Record<PanelName, () => readonly string[]>> = {
    messages: () => messageLines(view, width, height),
    likeness: () => likenessLines(view.snapshot.likeness, width),
    training: () => learningLines(view, width),
    ports: () => portLines(view.snapshot.ports),
  };
  return lines[name]()
    .map((line) => terminalText(line).slice(0, width))
    .join('\n');
};
