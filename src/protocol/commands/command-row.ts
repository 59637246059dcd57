/** From the least to the most: who watches, who has the token, who is at the machine, by its control socket. */
export const ACCESS = ['watch', 'token', 'local'] as const;
export type Access = (typeof ACCESS)[number];

interface FieldBase {
  /** What it means, as the command line's help and the schema say it. */
  readonly help: string;
  /** What may stand for it on the command line, where that is not its name. */
  readonly placeholder?: string;
  /** That it may be left out, and what holds then, e.g. `default: 8`. */
  readonly ifLeftOut?: string;
  /** What `null` means, where it may be. */
  readonly ifNull?: string;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/** One argument of a command: what values it takes, in plain data, so that every door reads it its own way. */
export type Field = FieldBase &
  (
    | (Range & { readonly type: 'number' | 'integer' })
    /** A length of time; people write 60s or 2m. */
    | (Range & { readonly type: 'seconds' })
    | { readonly type: 'switch' }
    | { readonly type: 'choice'; readonly of: readonly [string, ...string[]] }
    /** Some controls with new values: controls.ts. */
    | { readonly type: 'controls' }
    /** A control or an action that a MIDI controller can be mapped to: binding.ts. */
    | { readonly type: 'mapping' }
    /** Number of a MIDI controller that may be mapped: binding.ts. */
    | { readonly type: 'controller' }
  );

/** What of the daemon's state keys and buttons go by; a snapshot has it all, but for what is chosen beside them. */
export interface ShortcutState {
  readonly transport: { readonly state: 'stopped' | 'count-in' | 'running' };
  readonly recording: { readonly on: boolean };
  readonly adaptation: { readonly on: boolean };
  readonly surface: { readonly learning: string | null };
  /** The control that is chosen where the key was pressed; null where none can be. */
  readonly chosen: string | null;
}

export type FieldValues = Readonly<Record<string, unknown>>;

/** A command without open arguments, on a key, a button of the page or a MIDI controller. */
export interface Shortcut {
  /** Values of the command's fields: always the same, or as things stand. Left out where it has none. */
  readonly fields?: FieldValues | ((state: ShortcutState) => FieldValues);
  /** What it does, in few words and without a full stop; the command's own help where left out. */
  readonly does?: string;
  /** Key of the dashboard, as the terminal names it: `p`, `space`. */
  readonly key?: string;
  /** What stands on its button on the page. */
  readonly button?: string;
  /** Whether the button stands apart from the others, in a warning colour. */
  readonly isWarning?: true;
  /** Whether the button is shown pressed. */
  readonly isPressed?: (state: ShortcutState) => boolean;
  /** Whether a MIDI button or pedal can be mapped to it, by its name. Its fields are always the same then. */
  readonly isMappable?: true;
}

/** How a command is called on the command line. */
export interface CommandLine {
  /** Its word, where that is not its kind. */
  readonly word?: string;
  /** Words that it had in earlier versions: whoever types them is told the new one. */
  readonly formerly?: readonly string[];
  /** Sentences of its help, each a line. */
  readonly notes?: readonly string[];
  /** Command lines without the program's name, and what they do. */
  readonly examples: readonly (readonly [line: string, what: string])[];
}

/** A command as all doors know it. */
export interface CommandRow {
  /** What it does: one sentence, for the command line, the documents, the schema and, where short enough, the keys. */
  readonly help: string;
  /** What else those who write clients must know, for the documents. */
  readonly remark?: string;
  readonly access: Access;
  /** In the order of the command line. Left out where it has none. */
  readonly fields?: Readonly<Record<string, Field>>;
  /** What it answers, as the documents say it; left out where that is nothing. Its schema is in command-answers.ts. */
  readonly answers?: string;
  /** What the user is told where its effect is not seen at once. */
  readonly done?: string;
  /** Left out where it is no command of the command line. */
  readonly commandLine?: CommandLine;
  /** By the names under which they are mapped and found on the page. */
  readonly shortcuts?: Readonly<Record<string, Shortcut>>;
}

export type CommandRows = Readonly<Record<string, CommandRow>>;
