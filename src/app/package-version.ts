import { readFileSync } from 'node:fs';

/** The version in package.json, which lies at the same depth above src/app and dist/app and is the package's own. */
export const packageVersion = (): string => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
};
