import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { defaultControls } from '../../../src/protocol/controls/control-declarations.js';
import { asyncApiDocument } from '../../../src/protocol/json-schema.js';
import { settingsSchema } from '../../../src/protocol/settings.js';
import { controlTable } from './control-table.js';

const fileOf = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

/** The text as it stands in the repository. */
const formatted = async (file: string, text: string): Promise<string> =>
  format(text, { ...(await resolveConfig(file)), filepath: file });

describe('what is written from declarations (else: npm run generate)', () => {
  it.each([
    ['docs/controls.md', controlTable],
    ['docs/asyncapi.json', () => JSON.stringify(asyncApiDocument(), null, 2)],
    [
      'config/default.json',
      () => {
        const settings = settingsSchema.partial().parse({
          ...(JSON.parse(readFileSync(fileOf('config/default.json'), 'utf8')) as object),
          controls: defaultControls(),
        });
        return JSON.stringify(settings, null, 2);
      },
    ],
  ])('%s is as declared', async (name, textOf) => {
    await expect(await formatted(fileOf(name), textOf())).toMatchFileSnapshot(fileOf(name));
  });
});
