import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Settings } from '../../protocol/settings.js';

/** The shipped defaults, at the same depth above src/cli and dist/cli. */
export const DEFAULTS_FILE = fileURLToPath(new URL('../../../config/default.json', import.meta.url));

/** What holds where the user says nothing. A test has checked the file by its schema, which takes long to load. */
export const defaultSettings = (): Settings => JSON.parse(readFileSync(DEFAULTS_FILE, 'utf8')) as Settings;
