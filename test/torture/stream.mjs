// A client of the event stream that counts what it is told.
import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';

/** Connects with the user's token; resolves when the snapshot has come. */
export const connectStream = async (user, daemon, options = {}) => {
  const { pageUrl } = await daemon.status();
  const token = readFileSync(user.env.MUSIC_LSTM_TOKEN_FILE, 'utf8').trim();
  const url = new URL('stream', pageUrl).href.replace('http', 'ws');
  const socket = new WebSocket(url.replace(/stream$/, ''), ['music-lstm-daemon.v1', `token.${token}`], options);
  const events = [];
  let messages = 0;
  socket.on('error', () => undefined);
  await new Promise((resolve, reject) => {
    socket.once('message', resolve);
    socket.once('close', () => reject(new Error('the stream was closed')));
    socket.on('message', (text) => {
      messages++;
      for (const event of JSON.parse(text).events ?? [])
        if (event.kind === 'note-on') events.push({ kind: event.kind, voice: event.voice, atMs: event.atMs });
    });
  });
  return {
    socket,
    messages: () => messages,
    count: (kind) => events.filter((event) => event.kind === kind).length,
    times: (kind, voice) =>
      events.filter((event) => event.kind === kind && event.voice === voice).map(({ atMs }) => atMs),
    close: () => socket.terminate(),
  };
};
