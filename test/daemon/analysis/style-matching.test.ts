import { describe, expect, it } from 'vitest';
import { StyleMatching } from '../../../src/daemon/analysis/style-matching.js';
import type { LiveEvent, Likeness } from '../../../src/protocol/live-event.js';
import type { KnownModel } from '../../../src/workers/composer/composer-messages.js';
import type { ProcessEnd } from '../../../src/workers/shared/child-process.js';
import type { FromStyleMatch, ToStyleMatch } from '../../../src/workers/style-match/style-match-messages.js';
import { plainSnapshot } from '../../protocol/plain-snapshot.js';

const model = (file: string): KnownModel => ({ name: file, file, bytes: 1, composer: null });
const struck = (voice: 'daemon' | 'player'): LiveEvent => ({
  ...{ kind: 'note-on', voice, id: null, channel: 0, pitch: 60, velocity: 80, tick: 0, atMs: 0 },
});
const likeness: Likeness = { notes: 64, composers: [{ composer: 'Joplin', share: 0.4 }] };

/** A room with a process that only notes what it is sent. */
const stand = () => {
  const sent: ToStyleMatch[] = [];
  const told: (Likeness | null)[] = [];
  const notices: string[] = [];
  const faults: string[] = [];
  let starts = 0;
  let playing: KnownModel | undefined = model('base');
  const ways: { heard: (message: FromStyleMatch) => void; died: (end: ProcessEnd) => void }[] = [];
  const room = new StyleMatching(
    (heard, died) => {
      ways.push({ heard, died });
      return { start: () => starts++, send: (message) => sent.push(message), kill: () => undefined };
    },
    {
      told: (one) => told.push(one),
      notice: (_, text) => notices.push(text),
      fault: (part, { message }) => faults.push(`${part}: ${message}`),
      model: () => playing,
      transport: () => plainSnapshot.transport,
    },
  );
  const play = (next: KnownModel | undefined): void => {
    playing = next;
  };
  return { room, sent, told, notices, faults, play, process: ways[0], starts: () => starts };
};

describe('the room where the player is judged', () => {
  it('starts nothing before he plays, and hears of him alone', () => {
    const { room, sent, starts } = stand();
    room.onEvents([struck('daemon'), { kind: 'transport', transport: plainSnapshot.transport }]);
    expect([starts(), sent]).toEqual([0, []]);
    room.onEvents([struck('daemon'), struck('player')]);
    room.onEvents([struck('player')]);
    expect(starts()).toBe(1);
    expect(sent.map(({ kind }) => kind)).toEqual(['model', 'heard', 'heard']);
    expect(sent[1]).toEqual({ kind: 'heard', events: [struck('player')] });
  });

  it('goes by the network that plays, whichever composer of it', () => {
    const { room, sent, play } = stand();
    room.onEvents([struck('player')]);
    play({ ...model('base'), name: 'Chopin' });
    room.onEvents([struck('player')]);
    play(model('own'));
    room.onEvents([struck('player')]);
    play(undefined);
    room.onEvents([struck('player')]);
    expect(sent.map((message) => (message.kind === 'model' ? message.model.file : ''))).toEqual([
      'base',
      '',
      '',
      'own',
      '',
      '',
    ]);
  });

  it('tells what it is told, and takes it back when the process dies, once', () => {
    const { room, sent, told, notices, process } = stand();
    room.onEvents([struck('player')]);
    process.heard({ likeness });
    process.died({ code: null, how: 'SIGKILL', said: '' });
    process.died({ code: null, how: 'SIGKILL', said: '' });
    room.onEvents([struck('player')]);
    expect(told).toEqual([likeness, null]);
    expect(notices).toHaveLength(1);
    expect(sent).toHaveLength(2);
  });
});
