import { Option } from 'commander';

/** The option `--force`, the same for every command that writes files. */
export const forceOption = (): Option =>
  new Option(
    '-f, --force',
    'overwrite files that exist; otherwise a given name is asked about or refused, any other gets a number',
  ).default(false);
