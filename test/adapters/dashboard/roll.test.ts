import { describe, expect, it } from 'vitest';
import { paletteFor, terminalName } from '../../../src/adapters/dashboard/palette.js';
import { controlRows } from '../../../src/adapters/dashboard/control-rows.js';
import { drawPianoRoll, type RollView } from '../../../src/adapters/dashboard/piano-roll.js';
import { colourRoll, plainRoll } from '../../../src/adapters/dashboard/piano-roll-text.js';
import { controlsText, factsText, headText, pageText } from '../../../src/adapters/dashboard/status-texts.js';
import { PPQ } from '../../../src/music/piece.js';
import { plainSnapshot } from '../../protocol/plain-snapshot.js';

/** At 120 bpm a quarter note lasts 500 ms; the present is tick 0 of a running transport. */
const running = {
  ...plainSnapshot,
  transport: { ...plainSnapshot.transport, state: 'running' as const, bpm: 120 },
};
const base: RollView = { nowMs: 0, notes: [], snapshot: running };
const note = { channel: 0, velocity: 80 };

describe('the roll', () => {
  // 9 s wide in 18 columns: 12 of the past, the present, the future; two octaves in 24 rows
  it('shows what was played, by whom, and what is planned', () => {
    const picture = drawPianoRoll(
      {
        ...base,
        notes: [
          { ...note, voice: 'daemon', pitch: 60, fromMs: -1000, toMs: 0 },
          { ...note, voice: 'player', pitch: 71, fromMs: -6000, toMs: -5000 },
        ],
        snapshot: {
          ...running,
          planned: [{ id: 1, tick: PPQ, durationTicks: 2 * PPQ, pitch: 48, velocity: 80 }],
        },
      },
      18,
      24,
    );
    const lines = plainRoll(picture).split('\n');
    expect(lines[0]).toBe('▒▒          │     ');
    expect(lines[11]).toBe('          ██│     ');
    expect(lines[23]).toBe('            │░░   ');
    expect(lines.filter((line) => line.trim() !== '│')).toHaveLength(3);
    expect([picture.lowest, picture.highest]).toEqual([48, 71]);
  });

  it('grows by octaves where the music goes beyond, and loses no note of the piano', () => {
    const notes = Array.from({ length: 88 }, (_, i) => ({
      ...note,
      voice: 'daemon' as const,
      pitch: 21 + i,
      fromMs: -1000,
      toMs: 0,
    }));
    const { rows, lowest, highest } = drawPianoRoll({ ...base, notes }, 18, 20);
    expect([lowest, highest]).toEqual([12, 119]);
    expect(rows.filter((row) => row.includes('daemon')).length).toBeGreaterThanOrEqual(16);
  });

  it('lets a short note have a place of its own, and forgets what has gone by', () => {
    const short = { ...note, voice: 'daemon' as const, pitch: 60, fromMs: -3010, toMs: -3000 };
    const gone = { ...short, pitch: 65, fromMs: -9000, toMs: -6500 };
    const { rows } = drawPianoRoll({ ...base, notes: [short, gone] }, 18, 24);
    expect(rows.flat().filter((ink) => ink !== 'none')).toEqual(['daemon']);
  });

  it('promises nothing while the music stands still', () => {
    const planned = [{ id: 1, tick: 0, durationTicks: PPQ, pitch: 60, velocity: 80 }];
    const { rows } = drawPianoRoll({ ...base, snapshot: { ...plainSnapshot, planned } }, 18, 24);
    expect(rows.flat().every((ink) => ink === 'none')).toBe(true);
  });

  it('puts two rows into a line of colours', () => {
    const colours = { planned: 'gray', daemon: 'cyan', player: 'yellow' };
    const text = colourRoll(
      {
        rows: [
          ['daemon', 'daemon', 'none', 'none', 'none'],
          ['none', 'daemon', 'player', 'none', 'none'],
          ['daemon', 'none', 'none', 'none', 'none'],
          ['player', 'none', 'none', 'none', 'none'],
        ],
        now: 3,
        lowest: 0,
        highest: 3,
      },
      colours,
    );
    expect(text).toBe('{cyan-fg}▀█{/}{yellow-fg}▄{/}│ \n{cyan-fg}{yellow-bg}▀{/}  │ ');
  });
});

describe('texts', () => {
  it('tell bar, beat and tempo', () => {
    expect(headText(running, 2250)).toMatch(/bar 2 beat 1 .*120[.]0 bpm {2}4\/4 {2}internal clock/);
    expect(headText(plainSnapshot, 2250)).toContain('stopped');
    expect(headText(plainSnapshot, 2250)).not.toMatch(/verbatim/i);
    expect(headText({ ...running, verbatim: { notes: 9, longest: 20 } }, 2250)).toMatch(/ verbatim 9$/);
    expect(headText({ ...running, verbatim: { notes: 16, longest: 20 } }, 2250)).toMatch(/ VERBATIM 16$/);
  });

  it('tell how the daemon does, without the folder of the recording', () => {
    const text = factsText({ ...running, recording: { on: true, file: '/a/b/c.jsonl', sinceMs: 0 } }, 3);
    expect(text).toMatch(/late 0 .* clients \d.*missed here 3\n rec c[.]jsonl/);
  });

  it('mark the selected control, and are not led astray by braces', () => {
    const odd = { ...running, controls: { ...running.controls, composer: '{red-fg}' } };
    const lines = controlsText(odd, 1, 24, 18).split('\n');
    expect(lines[0]).not.toMatch(/[{}]/);
    expect(lines[1]).toMatch(/^\{inverse\}>blend with .*\{\/inverse\}$/);
  });

  it('keep the selected control in sight where there are few lines', () => {
    for (const selected of controlRows.keys()) {
      const lines = controlsText(running, selected, 24, 5).split('\n');
      expect(lines).toHaveLength(5);
      expect(lines.join('')).toContain(`>${controlRows[selected]?.name}`);
    }
  });

  it('say where the page is', () => {
    expect(pageText({ pageUrl: 'http://127.0.0.1:8585/', token: 'abc' })).toContain(
      '\nhttp://127.0.0.1:8585/#token=abc\n',
    );
  });
});

describe('the palette', () => {
  it('has no colours where they are not wanted or not there', () => {
    expect(paletteFor(256, { NO_COLOR: '1' })).toBeNull();
    expect(paletteFor(256, { NO_COLOR: '' })).not.toBeNull();
    expect(paletteFor(2, {})).toBeNull();
    expect(paletteFor(8, {})?.ink.planned).toBe('blue');
    expect(paletteFor(256, {})?.ink.planned).toBe('gray');
  });

  it('knows terminals whose own description does not work', () => {
    expect(['tmux-256color', 'screen', 'xterm-kitty', undefined].map((TERM) => terminalName({ TERM }))).toEqual([
      'xterm-256color',
      'xterm',
      'xterm-kitty',
      '',
    ]);
  });
});
