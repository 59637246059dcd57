import { readFile } from 'node:fs/promises';
import { readMidi } from '../../music/midi/read-midi.js';
import type { Piece } from '../../music/piece.js';
import { derivedRandom, shuffle } from '../../shared/random-source.js';
import { listCorpora, type CorpusFile } from '../../training/corpus/corpus-files.js';
import type { EncodedWork } from '../../training/corpus/encoded-work.js';
import { clusterWorks } from '../../training/corpus/work-clusters.js';
import { manifestOf } from '../../training/corpus/work-manifest.js';
import { splitWorks } from '../../training/corpus/work-split.js';
import type { ListenedPiece } from '../../training/quality/listener/hearing.js';
import type { ClusteredWork } from '../../training/quality/listener/originality.js';
import { DaemonError } from '../../shared/error.js';
import type { RunContext } from '../run-context.js';
import { filesIn } from '../music/unseen-music.js';
import { loadWorks } from '../music/load-works.js';

/** There is no music to listen to beside each other. */
export class NothingToListenToError extends DaemonError {
  readonly code = 'NOTHING_TO_LISTEN_TO';
}

/** Real pieces of a composer that are listened to, and pieces by others, at most. */
const REAL_PIECES = 16;
const OTHER_PIECES = 4;

/** A composer of other music counts with so many works at least. */
const FEWEST_OTHER = 3;

/** Real music on disk, composer by composer in the order in which it is drawn. */
export interface RealMusic {
  /** The composers as the folder spells them. */
  readonly composers: readonly string[];
  /** At most 16 of each composer, works that training kept aside first. */
  readonly real: readonly ListenedPiece[];
  /** At most 16 more of each. */
  readonly moreReal: readonly ListenedPiece[];
  /** How many of these were kept aside. */
  readonly keptAside: number;
  /** Pieces by composers who are not listened to otherwise. */
  readonly others: readonly ListenedPiece[];
  /** All that the folder holds by the composers, encoded, each with the name of its work. */
  readonly works: readonly ClusteredWork[];
}

const pieceAt = async (file: string): Promise<Piece> => readMidi(new Uint8Array(await readFile(file)));

const clustersOf = async (files: readonly CorpusFile[], works: readonly EncodedWork[]) => {
  const manifest = await manifestOf(files);
  const clusters = new Map(
    clusterWorks(works, manifest).flatMap(({ members }, n) => members.map((i) => [works[i], `real ${n}`] as const)),
  );
  return { manifest, clusterOf: (work: EncodedWork): string => clusters.get(work) ?? work.name };
};

interface Source {
  readonly folders: readonly string[];
  readonly exclude: readonly string[];
  /** Of the split of the training. */
  readonly splitSeed: number;
  /** Chance that files are drawn by. */
  readonly seed: number;
}

const isBy = (composer: string, names: readonly string[]): boolean =>
  names.some((name) => name.toLowerCase() === composer.toLowerCase());

/** The works of a composer in random order, those kept aside first. */
const drawn = (works: readonly EncodedWork[], aside: ReadonlySet<EncodedWork>, seed: number): EncodedWork[] => {
  const mixed = shuffle([...works], derivedRandom(seed, 0));
  return [...mixed.filter((work) => aside.has(work)), ...mixed.filter((work) => !aside.has(work))];
};

/** Reads the real music of some composers, or of all, and some by others. */
export const realMusic = async (
  { folders, exclude, splitSeed, seed }: Source,
  asked: readonly string[],
  context: RunContext,
): Promise<RealMusic> => {
  const files = (await listCorpora(folders)).filter(({ name }) => !exclude.some((text) => name.includes(text)));
  const { works } = await loadWorks(files, context.env);
  const { manifest, clusterOf } = await clustersOf(files, works);
  const aside = new Set(splitWorks(works, manifest, splitSeed).validation);
  const all = [...new Set(works.map(({ composer }) => composer))];
  const composers = asked.length === 0 ? all : all.filter((composer) => isBy(composer, asked));
  const places = new Map(files.map((file): [string, CorpusFile] => [file.name, file]));
  const read = async (chosen: readonly EncodedWork[]): Promise<ListenedPiece[]> =>
    Promise.all(
      chosen.map(async (work) => ({
        piece: await pieceAt(places.get(work.name)?.path ?? work.name),
        composer: work.composer,
        work: clusterOf(work),
      })),
    );
  const draw = (composer: string, most: number, from = 0): EncodedWork[] =>
    drawn(
      works.filter((work) => work.composer === composer),
      aside,
      seed,
    ).slice(from, from + most);
  const chosen = composers.flatMap((composer) => draw(composer, REAL_PIECES));
  const otherNames = all.filter((composer) => !composers.includes(composer));
  const others = otherNames
    .map((composer) => draw(composer, OTHER_PIECES))
    .filter((list) => list.length >= FEWEST_OTHER);
  return {
    composers,
    real: await read(chosen),
    moreReal: await read(composers.flatMap((composer) => draw(composer, REAL_PIECES, REAL_PIECES))),
    keptAside: chosen.filter((work) => aside.has(work)).length,
    others: await read(others.flat()),
    works: works
      .filter(({ composer }) => composers.includes(composer))
      .map((work) => ({ work, cluster: clusterOf(work) })),
  };
};

/** The composer that a recording of a performance names in its first marker of the kind. */
const markedComposer = ({ markers }: Piece): string | undefined =>
  markers.map(({ text }) => /^composer (.+)$/.exec(text)?.[1]).find((name) => name !== undefined);

/** Without what the player of a live session played. */
const withoutPlayer = (piece: Piece): Piece => ({
  ...piece,
  tracks: piece.tracks.filter(({ name }) => name !== 'player'),
});

/** Pieces in a folder, by the composer that their folder, their recording or the command names; '' where none does. */
export const writtenMusic = async (folder: string, only: string | undefined): Promise<ListenedPiece[]> => {
  const found: ListenedPiece[] = [];
  for (const { name, path, composer } of await filesIn(folder)) {
    const piece = await pieceAt(path);
    const whose = composer === '' ? (only ?? markedComposer(piece) ?? '') : composer;
    found.push({ piece: withoutPlayer(piece), composer: whose, work: `written ${name}` });
  }
  return found;
};
