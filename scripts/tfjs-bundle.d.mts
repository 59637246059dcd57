import type { Plugin } from 'vitest/config';

export const bundleTfjs: () => Promise<string>;
export const tfjsPlugin: Plugin;
