import { defineConfig } from 'vitest/config';

const install = 'test/install/**/*.test.ts';
const slow = 'test/**/*.slow.test.ts';

/**
 * `unit` is fast and runs in `npm run check`; `slow` trains, spawns or reads the corpus; `install` packs and
 * installs the program with npm. `npm test` runs all three.
 */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [install, slow] } },
      { test: { name: 'slow', include: [slow], exclude: [install], testTimeout: 300_000, hookTimeout: 300_000 } },
      { test: { name: 'install', include: [install], testTimeout: 300_000, hookTimeout: 300_000 } },
    ],
  },
});
