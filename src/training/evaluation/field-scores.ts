/** How well a model predicts music, in nats (natural-log loss; lower is better) per note. */
export interface FieldScores {
  /** Notes (or tokens) measured. */
  readonly notes: number;
  /** Sum of the counted fields: for piano wait + what + duration + velocity of notes. */
  readonly natsPerNote: number;
  /** Nats per note of each field of notes, counted or not; `pedal` has all fields of pedal moves together. */
  readonly fields: Readonly<Record<string, number>>;
}

/** All fields including pedal and tempo, which training minimises, in nats per note. */
export const totalNats = ({ fields }: FieldScores): number =>
  Object.values(fields).reduce((sum, nats) => sum + nats, 0);

/** Fields of the piano schema that the figure adds up; tempo and who are separate. */
export const pianoCountedFields: readonly string[] = ['wait', 'what', 'duration', 'velocity'];

/** Adds up losses by event and field, for one model. */
export class ScoreSum {
  readonly #counted: readonly string[];
  readonly #sums = new Map<string, number>();
  #notes = 0;

  /** `counted` are the fields that make up `natsPerNote`. */
  constructor(counted: readonly string[]) {
    this.#counted = counted;
  }

  /** One more note (or token), whose losses are added with `isNote` true. */
  countNote(): void {
    this.#notes++;
  }

  /** The loss of one field of one event; losses of events other than notes are added under `pedal`. */
  add(field: string, isNote: boolean, nats: number): void {
    const name = isNote ? field : 'pedal';
    this.#sums.set(name, (this.#sums.get(name) ?? 0) + nats);
  }

  /** The figures so far; all zero before the first note. */
  scores(): FieldScores {
    const perNote = (sum: number): number => (this.#notes === 0 ? 0 : sum / this.#notes);
    const fields = Object.fromEntries([...this.#sums].map(([name, sum]) => [name, perNote(sum)]));
    const natsPerNote = this.#counted.reduce((sum, name) => sum + (fields[name] ?? 0), 0);
    return { notes: this.#notes, natsPerNote, fields };
  }
}
