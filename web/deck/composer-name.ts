import { isBlend, readBlend } from '../../src/protocol/blend.js';

/** A composer's name as people read it: `Bach CPE`; a blend as `Chopin 70 % + Joplin 30 %`. */
export const composerName = (composer: string): string => {
  const parts = isBlend(composer) ? readBlend(composer) : [];
  if (typeof parts === 'string' || parts.length < 2) return composer.replaceAll('_', ' ');
  return parts.map(({ composer: name, percent }) => `${name.replaceAll('_', ' ')} ${percent} %`).join(' + ');
};
