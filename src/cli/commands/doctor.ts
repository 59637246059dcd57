import type { Command } from 'commander';
import type { CheckResult } from '../../app/doctor/check-result.js';
import type { DoctorOptions } from '../../app/doctor/run-doctor.js';
import { DaemonError } from '../../shared/error.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { addHelp } from '../help-text.js';

/** Something prevents playing. */
class UnwellError extends DaemonError {
  readonly code = 'UNWELL';
}

const MARKS = { well: 'ok  ', weak: 'weak', fault: 'FAULT' } as const;

const lineOf = ({ what, state, text, remedy }: CheckResult): string =>
  `${MARKS[state]}  ${what}: ${text}${remedy === undefined ? '' : `. ${remedy}`}\n`;

/** `doctor`: looks at everything that playing needs; exit code 1 when something prevents it. */
export const registerDoctor = (program: Command, io: CommandIo): void => {
  const command = program
    .command('doctor')
    .description('Examine what playing needs: runtime, MIDI, timer, models, disk; each fault with its remedy.')
    .option('--quick', 'measure the timer for half a second only', false)
    .option('--models <folder>', 'look for models here only')
    .option('-o, --output <folder>', 'where recordings would go', 'output')
    .option('--json', 'print one JSON object', false)
    .action(async ({ json, ...options }: DoctorOptions & { readonly json: boolean }) => {
      const { runDoctor } = await import('../../app/doctor/run-doctor.js');
      const findings = await runDoctor(options, contextOf(io));
      const faults = findings.filter(({ state }) => state === 'fault');
      if (json) io.stdout.write(`${JSON.stringify({ well: faults.length === 0, findings })}\n`);
      else for (const finding of findings) io.stdout.write(lineOf(finding));
      if (faults.length > 0) {
        throw new UnwellError(`Playing is not possible: ${faults.map(({ text }) => text).join('; ')}.`);
      }
    });
  addHelp(command, { examples: [['doctor', 'exit code 1 where something keeps it from playing']] });
};
