import type { Snapshot } from '../../src/protocol/live-event.js';
import type { NoteTrail } from '../../src/protocol/view/note-trail.js';
import { composerName } from '../deck/composer-name.js';
import { byId } from '../elements.js';
import { PedalTrail, writeClip } from './clip.js';
import { saveFile } from './save-file.js';

export interface SharedMusic {
  readonly snapshot: Snapshot;
  readonly trail: NoteTrail;
  readonly nowMs: number;
}

export interface ShareHost {
  /** Undefined before there is any music. */
  readonly music: () => SharedMusic | undefined;
  readonly picture: (caption: string) => Promise<Blob | undefined>;
  readonly say: (text: string) => void;
  readonly complain: (text: string) => void;
}

const NOTHING = 'Nothing was played in the last 30 seconds.';

/** `Chopin` and the moment as the name of a file: `Chopin 2026-11-23 21.04.05`. */
const fileNameFor = (composer: string, at: Date): string =>
  `${composer.replace(/[^\p{L}\p{N} -]+/gu, '-')} ${at.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')}`;

/** What was just played, to be sent to somebody: as .mid, as JSON for Tone.js, and as a picture. */
export class ShareMenu {
  readonly pedals = new PedalTrail();
  readonly #host: ShareHost;

  constructor(host: ShareHost) {
    this.#host = host;
    const on = (id: string, share: (music: SharedMusic, name: string) => Promise<void>): void => {
      byId(id, HTMLButtonElement).addEventListener('click', () => {
        const music = host.music();
        if (!music) {
          host.say(NOTHING);
          return;
        }
        share(music, fileNameFor(music.snapshot.controls.composer, new Date())).catch((error: unknown) =>
          host.complain(error instanceof Error ? error.message : String(error)),
        );
      });
    };
    on('share-mid', async (music, name) => {
      const clip = await this.#clip(music);
      if (clip) saveFile(`${name}.mid`, new Uint8Array(clip.toArray()), 'audio/midi');
    });
    on('share-json', async (music, name) => {
      const clip = await this.#clip(music);
      if (clip) saveFile(`${name}.json`, JSON.stringify(clip.toJSON()), 'application/json');
    });
    on('share-png', async ({ snapshot }, name) => {
      const picture = await host.picture(`${composerName(snapshot.controls.composer)} · music-lstm-daemon`);
      if (picture) saveFile(`${name}.png`, picture, 'image/png');
    });
  }

  async #clip({ snapshot, trail, nowMs }: SharedMusic): Promise<ReturnType<typeof writeClip>> {
    const { Midi } = await import('./tone-midi.js');
    const clip = writeClip(new Midi(), {
      notes: trail.notes,
      pedals: this.pedals.moves,
      nowMs,
      bpm: snapshot.transport.bpm,
      title: composerName(snapshot.controls.composer),
    });
    if (!clip) this.#host.say(NOTHING);
    return clip;
  }
}
