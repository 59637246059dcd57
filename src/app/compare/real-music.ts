import { asOnePiano } from '../../encoding/piano/player-part.js';
import type { ModelCard } from '../../model/checkpoint/model-card.js';
import { clusterWorks } from '../../training/corpus/work-clusters.js';
import type { EncodedWork } from '../../training/corpus/encoded-work.js';
import { manifestOf, type WorkManifest } from '../../training/corpus/work-manifest.js';
import type { RunContext } from '../run-context.js';
import { filesIn, keptAside } from '../music/unseen-music.js';
import type { TrainingMusicOptions } from '../common-options.js';
import { findTrainingMusic, otherMusicNote } from '../music/training-music.js';
import { loadWorks } from '../music/load-works.js';

/** A file and the work it belongs to, by a name that other editions and movements of it share. */
export interface RealWork {
  readonly work: EncodedWork;
  readonly cluster: string;
}

/** Real music to compare with. */
export interface RealMusic {
  /** What the unseen files were called. */
  readonly name: string;
  readonly training: readonly RealWork[];
  readonly unseen: readonly RealWork[];
}

/** Every file, as one piano's music, with its work: those of one cluster of both lists get the same name. */
const clustered = (
  manifest: WorkManifest,
  training: readonly EncodedWork[],
  unseen: readonly EncodedWork[],
): Omit<RealMusic, 'name'> => {
  const works = [...training, ...unseen].map((work) => ({ ...work, sequence: asOnePiano(work.sequence) }));
  const clusters = new Map(
    clusterWorks(works, manifest).flatMap(({ members }, i) => members.map((member) => [member, String(i)] as const)),
  );
  const real = works.map((work, i) => ({ work, cluster: clusters.get(i) ?? work.name }));
  return { training: real.slice(0, training.length), unseen: real.slice(training.length) };
};

/** The music a model learned from and music that it has not seen: a folder's, or what its training kept aside. */
export const musicToCompare = async (
  card: ModelCard,
  place: string | undefined,
  options: TrainingMusicOptions,
  context: RunContext,
): Promise<RealMusic> => {
  const files = place === undefined ? undefined : await filesIn(place);
  const found = await findTrainingMusic(card, options, context);
  if (place === undefined || files === undefined) {
    const { name, works } = keptAside(card, found);
    const training = found.kind === 'found' ? found.split.training : [];
    return { name, ...clustered(found.kind === 'found' ? found.manifest : new Map(), training, works) };
  }
  const corpus = await loadWorks(files, context.env, context.progress);
  if (corpus.rejected.length > 0) context.leftOut(corpus.rejected);
  const manifest = await manifestOf(files);
  if (found.kind === 'missing') {
    context.notice(`no classifier, and ranges are those of the unseen music, since ${found.reason}.`);
    return { name: place, ...clustered(manifest, [], corpus.works) };
  }
  const note = otherMusicNote(card, found);
  if (note !== undefined) context.notice(`${note}.`);
  const learned = new Set(found.split.training.map(({ contentHash }) => contentHash));
  const unseen = corpus.works.filter(({ contentHash }) => !learned.has(contentHash));
  const left = corpus.works.length - unseen.length;
  if (left > 0) context.notice(`${left} of these works are left out because the model was trained on them.`);
  const all = new Map([...manifest, ...found.manifest]);
  return { name: place, ...clustered(all, found.split.training, unseen) };
};
