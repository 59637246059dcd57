import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { sendDownload, sendJson, sendText } from './responses.js';
import { reasonOf } from '../../shared/error.js';

/** A recording, as the list tells of it. */
export interface RecordingEntry {
  readonly name: string;
  readonly bytes: number;
  /** When it was last written, ISO 8601. */
  readonly at: string;
}

/** Makes sound of a .mid file: WAV. Rejects with what to tell the user. */
export type RenderFile = (file: string) => Promise<Uint8Array>;

const MOST_LISTED = 1000;

const listRecordings = async (folder: string): Promise<RecordingEntry[]> => {
  const names = await readdir(folder).catch(() => []);
  const latest = names
    .filter((name) => name.endsWith('.mid'))
    .sort()
    .slice(-MOST_LISTED);
  const entries = await Promise.all(
    latest.map(async (name) => {
      const facts = await stat(path.join(folder, name)).catch(() => undefined);
      return facts?.isFile() ? [{ name, bytes: facts.size, at: facts.mtime.toISOString() }] : [];
    }),
  );
  return entries.flat().reverse();
};

/** `/recordings` lists the sessions, `/recordings/<name>.mid` gives one, `/recordings/<name>.wav` renders it. */
export class RecordingRoutes {
  readonly #folder: string;
  readonly #render: RenderFile;
  /** One at a time: the machine has music to play. */
  #rendering: Promise<unknown> = Promise.resolve();

  constructor(folder: string, render: RenderFile) {
    this.#folder = folder;
    this.#render = render;
  }

  async serve(request: IncomingMessage, response: ServerResponse, url: URL, mayCommand: boolean): Promise<void> {
    if (request.method !== 'GET') {
      sendText(response, 405, 'Only GET.');
      return;
    }
    const recordings = await listRecordings(this.#folder);
    if (url.pathname === '/recordings') {
      sendJson(response, recordings);
      return;
    }
    const wanted = /^\/recordings\/([^/]+)[.](mid|wav)$/.exec(url.pathname);
    // what is served is a name of the list, never a path made of the request
    const known = recordings.find(({ name }) => name === `${decoded(wanted?.[1] ?? '')}.mid`);
    if (!wanted || !known) sendText(response, 404, 'There is no such recording.');
    else if (wanted[2] === 'mid') await this.#download(response, known.name);
    else if (mayCommand) await this.#sendSound(response, known.name);
    else sendText(response, 403, 'Rendering needs the token.');
  }

  async #download(response: ServerResponse, name: string): Promise<void> {
    const bytes = await readFile(path.join(this.#folder, name)).catch(() => undefined);
    if (bytes) sendDownload(response, name, 'audio/midi', bytes);
    else sendText(response, 404, 'There is no such recording.');
  }

  async #sendSound(response: ServerResponse, name: string): Promise<void> {
    const turn = this.#rendering.then(async () => {
      if (response.destroyed) return; // whoever asked has gone while others were served
      const bytes = await this.#render(path.join(this.#folder, name));
      sendDownload(response, name.replace(/[.]mid$/, '.wav'), 'audio/wav', bytes);
    });
    this.#rendering = turn.catch((error: unknown) => {
      sendText(response, 500, reasonOf(error));
    });
    await this.#rendering;
  }
}

/** Undecodable names are nobody's. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};
