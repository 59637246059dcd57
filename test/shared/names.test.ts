import fc from 'fast-check';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileNameOf, isSameName, terminalText } from '../../src/shared/names.js';

/** Names of strangers: any letters, and often those that paths, terminals and file systems mind. */
const stranger = fc
  .array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('/', '..', '\\', '\x1b[2J', '\r', '\x9b', '\0', 'con')),
  )
  .map((parts) => parts.join(''));

describe('a name as part of a file name', () => {
  it('names one file of its folder, whatever a stranger calls himself', () => {
    fc.assert(
      fc.property(stranger, (name) => {
        const file = fileNameOf(name);
        expect(path.basename(file)).toBe(file);
        expect(path.win32.basename(file)).toBe(file);
        expect(['', '.', '..']).not.toContain(file);
        expect(file).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]/u);
        expect(Buffer.byteLength(file)).toBeLessThanOrEqual(152);
        expect(fileNameOf(file)).toBe(file);
      }),
    );
  });

  it.each([
    ['Chopin-nightly', 'Chopin-nightly'],
    ['Chopin:70+Joplin:30', 'Chopin-70+Joplin-30'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['Faure\u0301', 'Faur\u00e9'],
    ['..', 'unnamed'],
    ['NUL', '_NUL'],
  ])('is %s → %s', (name, file) => expect(fileNameOf(name)).toBe(file));
});

describe('a text on a terminal', () => {
  it('steers nothing, whatever a stranger calls himself', () => {
    fc.assert(
      fc.property(stranger, (text) => {
        expect(terminalText(text)).not.toMatch(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it('is what it was, where it is plain', () => {
    expect(terminalText('Dvořák\t60 bpm\n')).toBe('Dvořák\t60 bpm\n');
    expect(terminalText('a\x1b]0;owned\x07b')).toBe('a\ufffd]0;owned\ufffdb');
  });
});

describe('names', () => {
  it('are one in any case and any Unicode form', () => {
    expect(isSameName('Faure\u0301', 'FAUR\u00c9')).toBe(true);
    expect(isSameName('Faure', 'Faur\u00e9')).toBe(false);
  });
});
