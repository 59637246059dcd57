import { describe, expect, it } from 'vitest';
import { answerLine, answerRequest, requireAccess } from '../../src/protocol/request-handler.js';

const nothing = async (): Promise<void> => undefined;
const request = (kind: string, fields = {}) => ({ id: 1, command: { kind, ...fields } });

describe('who may send a command', () => {
  it('is said by its row: those who watch may ask, and those who have the token may command', async () => {
    expect(await answerRequest(request('ping'), 'watch', nothing)).toEqual({ id: 1, ok: true });
    expect(await answerRequest(request('panic'), 'watch', nothing)).toMatchObject({ ok: false, code: 'WATCH_ONLY' });
    expect(await answerRequest(request('panic'), 'token', nothing)).toEqual({ id: 1, ok: true });
    expect(await answerRequest(request('panic'), 'local', nothing)).toEqual({ id: 1, ok: true });
  });

  it('may be whoever is at the machine, and nobody else', () => {
    expect(() => requireAccess('token', 'local', 'quit')).toThrow(
      /^The command quit is accepted only from the control socket/,
    );
    expect(() => requireAccess('watch', 'local', 'quit')).toThrow(/control socket/);
    expect(() => requireAccess('local', 'local', 'quit')).not.toThrow();
  });
});

describe('a word of an earlier version', () => {
  it.each([
    ['learn', 'midi-learn'],
    ['forget', 'midi-unlearn'],
    ['lessons', 'adapt'],
  ])('%s is answered with the one that took its place', async (former, now) => {
    const response = await answerLine(JSON.stringify(request(former, { control: 'tempo' })), 'local', nothing);
    expect(response).toEqual({
      id: 1,
      ok: false,
      code: 'BAD_REQUEST',
      error: `command.kind: ${former} is now ${now}.`,
    });
  });
});
