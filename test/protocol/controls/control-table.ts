import type { ControlDeclaration } from '../../../src/protocol/controls/control-declaration.js';
import {
  CONTROL_NAMES,
  controlDeclarations,
  defaultControls,
} from '../../../src/protocol/controls/control-declarations.js';
import { spokenName } from '../../../src/protocol/controls/control-names.js';
import { acceptedText, controlText } from '../../../src/protocol/controls/control-text.js';

const heardText: Readonly<Record<ControlDeclaration['heard'], string>> = {
  'at once': 'at once',
  recompose: 'with the next note',
  'bar line': 'from the next bar line on',
};

const takesText = (name: (typeof CONTROL_NAMES)[number]): string => {
  const declaration = controlDeclarations[name];
  if (declaration.kind === 'number') {
    const { useful, unset } = declaration;
    const end = unset ? `, \`${unset.word}\` at a knob's ${unset.end} end` : '';
    return `${acceptedText(name)}; sliders and knobs ${useful.join('–')}${end}`;
  }
  if (declaration.kind !== 'choice') return acceptedText(name);
  return Object.entries(declaration.choices)
    .map(([word, meaning]) => `\`${word}\` ${meaning}`)
    .join('; ');
};

const INTRODUCTION = `# Controls

Everything that can be turned while the daemon plays. A control has one name: \`answer-gap\` in \`set answer-gap=300\`, \`start --answer-gap 300\` and \`learn answer-gap\`, the same in camel case, \`answerGap\`, in the protocol and in \`config set controls.answerGap 300\`, and in capitals in the environment, \`MUSIC_LSTM_CONTROLS_ANSWER_GAP\`. The dashboard and the page have all of them. Sliders and MIDI controllers cover the useful part of a range; everything else takes the whole.

This page is written by \`npm run generate\` from [their declarations](../src/protocol/controls/control-declarations.ts).`;

/** docs/controls.md, before it is formatted. */
export const controlTable = (): string => {
  const defaults = defaultControls();
  const rows = CONTROL_NAMES.map((name) => {
    const { help, heard } = controlDeclarations[name];
    const cells = [`\`${spokenName(name)}\``, takesText(name), `\`${controlText(name, defaults[name])}\``];
    return `| ${[...cells, heardText[heard], help].join(' | ')} |`;
  });
  return `${INTRODUCTION}\n\n| control | takes | unless set | heard | what it does |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
};
