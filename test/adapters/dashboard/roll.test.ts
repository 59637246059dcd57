import { describe, expect, it } from 'vitest';
import { PendingControls } from '../../../src/adapters/dashboard/pending-controls.js';
import { paletteFor, terminalName } from '../../../src/adapters/dashboard/palette.js';
import { controlRows } from '../../../src/adapters/dashboard/control-rows.js';
import { drawPianoRoll, type RollView } from '../../../src/adapters/dashboard/piano-roll.js';
import { colourRoll, plainRoll } from '../../../src/adapters/dashboard/piano-roll-text.js';
import { controlsText, factsText, headText } from '../../../src/adapters/dashboard/status-texts.js';
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
    // bar 1 begins at the present, bar 2 after the four beats of 500 ms
    expect(lines[0]).toBe('                1   2');
    expect(lines[1]).toBe('    ▒▒          │   ┊ ');
    expect(lines[12]).toBe(' C4           ██│   ┊ ');
    expect(lines[24]).toBe(' C3             │░░ ┊ ');
    expect(lines.filter((line) => /[░▒█]/.test(line))).toHaveLength(3);
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
    expect(rows.filter((row) => row.some((ink) => ink !== 'none')).length).toBeGreaterThanOrEqual(16);
  });

  it('lets a short note have a place of its own, and forgets what has gone by', () => {
    const short = { ...note, voice: 'daemon' as const, pitch: 60, fromMs: -3010, toMs: -3000 };
    const gone = { ...short, pitch: 65, fromMs: -9000, toMs: -6500 };
    const { rows } = drawPianoRoll({ ...base, notes: [short, gone] }, 18, 24);
    expect(rows.flat().filter((ink) => ink !== 'none')).toEqual(['daemon']);
  });

  it('tells soft notes from loud ones, and shows more time where it is wide', () => {
    const struck = (velocity: number, pitch: number) => ({
      ...{ channel: 0, voice: 'daemon' as const, velocity, pitch },
      ...{ fromMs: -10_000, toMs: -9000 },
    });
    const notes = [struck(30, 60), struck(70, 62), struck(110, 64)];
    const { rows } = drawPianoRoll({ ...base, notes }, 150, 24);
    expect(new Set(rows.flat())).toEqual(new Set(['none', 'daemon-soft', 'daemon', 'daemon-loud']));
    expect(new Set(drawPianoRoll({ ...base, notes }, 18, 24).rows.flat())).toEqual(new Set(['none']));
  });

  it('promises nothing while the music stands still', () => {
    const planned = [{ id: 1, tick: 0, durationTicks: PPQ, pitch: 60, velocity: 80 }];
    const { rows } = drawPianoRoll({ ...base, snapshot: { ...plainSnapshot, planned } }, 18, 24);
    expect(rows.flat().every((ink) => ink === 'none')).toBe(true);
  });

  it('puts two rows into a line of colours', () => {
    const loudness = { 'daemon-soft': 'a', 'daemon-loud': 'b', 'player-soft': 'c', 'player-loud': 'd' };
    const ink = { planned: 'gray', daemon: 'cyan', player: 'yellow', ...loudness };
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
        semitonesARow: 1,
        barLines: [{ column: 4, bar: 7 }],
      },
      { ink, grid: 'blue' },
    );
    expect(text.split('\n')).toEqual([
      '{blue-fg}        7{/}',
      '    {cyan-fg}▀█{/}{yellow-fg}▄{/}│{blue-fg}┊{/}',
      '{blue-fg}C-1{/} {cyan-fg}{yellow-bg}▀{/}  │{blue-fg}┊{/}',
    ]);
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
    const lines = controlsText(odd, new PendingControls(), 1, 24, 18).split('\n');
    expect(lines[0]).not.toMatch(/[{}]/);
    expect(lines[1]).toMatch(/^\{inverse\}>blend with .*\{\/inverse\}$/);
  });

  it('say which controls wait for the bar line, with the value that comes', () => {
    const pending = new PendingControls();
    pending.add({ mode: 'duet' }, 0);
    const [line] = controlsText(running, pending, 0, 30, 18)
      .split('\n')
      .filter((each) => each.includes('mode '));
    expect(line).toBe(' mode        duet  at next bar');
    expect(controlsText(running, pending, 0, 26, 18)).toContain('duet next bar');
  });

  it('keep the selected control in sight where there are few lines', () => {
    for (const selected of controlRows.keys()) {
      const lines = controlsText(running, new PendingControls(), selected, 24, 5).split('\n');
      expect(lines).toHaveLength(5);
      expect(lines.join('')).toContain(`>${controlRows[selected]?.name}`);
    }
  });
});

describe('the palette', () => {
  it('has no colours where they are not wanted or not there', () => {
    expect(paletteFor(256, { NO_COLOR: '1' })).toBeNull();
    expect(paletteFor(256, { NO_COLOR: '' })).not.toBeNull();
    expect(paletteFor(2, {})).toBeNull();
    expect(paletteFor(8, {})?.ink.planned).toBe('blue');
    expect(new Set(Object.values(paletteFor(256, {})?.ink ?? {})).size).toBe(7);
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
