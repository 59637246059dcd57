/**
 * When a turned control is heard: `at once`; `recompose` composes the notes to come anew; `bar line` waits for the
 * next bar.
 */
type Heard = 'at once' | 'recompose' | 'bar line';

/** What is said of every control, whatever it takes. */
interface Described<Value> {
  /** As it stands beside a slider. */
  readonly label: string;
  /** One sentence, for `--help`, the page, the documentation and the JSON Schema. */
  readonly help: string;
  readonly heard: Heard;
  readonly default: Value;
  /** Letter of the short flag of `start`. */
  readonly letter?: string;
  /** What recordings from before there was this control were played with, where that is not the default. */
  readonly before?: Value;
  /** Name in recordings, settings and messages of earlier versions. */
  readonly formerly?: string;
  /** Words for it that turn another control: `tempo=follow`. */
  readonly shorthand?: Readonly<Record<string, { readonly control: string; readonly value: string }>>;
}

/** A number on a line. Sliders and knobs cover its useful part; all else takes the whole range. */
export interface NumberDeclaration extends Described<number | null> {
  readonly kind: 'number';
  readonly range: readonly [least: number, most: number];
  readonly useful: readonly [from: number, to: number];
  /** Of a slider and a knob. */
  readonly step: number;
  /** Of an arrow key, where `step` would be small for one. */
  readonly keyStep?: number;
  /** What arrow keys go through, where even steps would not do; null is `unset`. */
  readonly stops?: readonly (number | null)[];
  /** Stands behind the number; '' for plain numbers. */
  readonly unit: string;
  /** Takes whole numbers alone. */
  readonly whole?: boolean;
  /** The word for null, and the end of a knob's way where null is. */
  readonly unset?: { readonly word: 'auto' | 'off'; readonly end: 'left' | 'right' };
}

/** One of some words. */
export interface ChoiceDeclaration extends Described<string> {
  readonly kind: 'choice';
  /** Each word with what it means. */
  readonly choices: Readonly<Record<string, string>>;
}

export interface SwitchDeclaration extends Described<boolean> {
  readonly kind: 'switch';
}

/** A model, or a blend of composers of one model with their shares: `Chopin:70+Joplin:30`. */
export interface ComposerDeclaration extends Described<string> {
  readonly kind: 'composer';
}

/** A key such as `F# minor`, or `off`. */
export interface KeyDeclaration extends Described<string> {
  readonly kind: 'key';
}

/** A time signature. */
export interface MeterDeclaration extends Described<MeterValue> {
  readonly kind: 'meter';
}

/** The lowest and the highest MIDI pitch, or null for `auto`. */
export interface RegisterDeclaration extends Described<RegisterValue | null> {
  readonly kind: 'register';
}

export type ControlDeclaration =
  | NumberDeclaration
  | ChoiceDeclaration
  | SwitchDeclaration
  | ComposerDeclaration
  | KeyDeclaration
  | MeterDeclaration
  | RegisterDeclaration;

/** `numerator` notes of a `denominator`th each in a bar. */
export interface MeterValue {
  numerator: number;
  denominator: number;
}

/** MIDI pitches, both included. */
export interface RegisterValue {
  lowest: number;
  highest: number;
}

/** The type of what a control takes, from its declaration. */
export type ValueOf<Declaration extends ControlDeclaration> = Declaration extends { readonly kind: 'number' }
  ? Declaration extends { readonly unset: object }
    ? number | null
    : number
  : Declaration extends { readonly kind: 'choice' }
    ? keyof Declaration['choices'] & string
    : Declaration extends { readonly kind: 'switch' }
      ? boolean
      : Declaration extends { readonly kind: 'meter' }
        ? MeterValue
        : Declaration extends { readonly kind: 'register' }
          ? RegisterValue | null
          : string;
