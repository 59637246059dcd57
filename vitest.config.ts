import { defineConfig } from 'vitest/config';
import { tfjsPlugin } from './scripts/tfjs-bundle.mjs';

const install = 'test/install/**/*.test.ts';
const slow = 'test/**/*.slow.test.ts';
const live = 'test/live/live.test.ts';
/** Unit tests take milliseconds, but on a machine that others load a time-out must not be what fails. */
const unhurried = { testTimeout: 60_000, hookTimeout: 60_000 };
const patient = { testTimeout: 600_000, hookTimeout: 600_000 };

/** Where .ci/run wants the results as JSON, beside what is shown. */
const report = process.env.TEST_REPORT;

/**
 * `unit` is fast and runs in `npm run check`; `slow` trains, spawns or reads the corpus; `install` packs and
 * installs the program with npm. `npm test` runs these three, one after the other. `live` plays in a virtual machine.
 */
export default defineConfig({
  test: {
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    coverage: { include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
    projects: [
      {
        plugins: [tfjsPlugin],
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [install, slow, live],
          sequence: { groupOrder: 0 },
          maxWorkers: '100%',
          ...unhurried,
        },
      },
      {
        plugins: [tfjsPlugin],
        test: {
          name: 'slow',
          include: [slow],
          exclude: [install],
          sequence: { groupOrder: 1 },
          maxWorkers: 1, // a browser and a daemon that plays need the machine to themselves
          ...patient,
        },
      },
      { test: { name: 'live', include: [live], sequence: { groupOrder: 3 }, ...patient } },
      { test: { name: 'install', include: [install], sequence: { groupOrder: 2 }, ...patient } },
    ],
  },
});
