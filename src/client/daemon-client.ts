import type { Command, CommandOf } from '../protocol/command.js';
import { commandAnswers, type AnswerOf } from '../protocol/command-answers.js';
import type { CommandKind } from '../protocol/commands.js';
import type { EventKind, EventOf, LiveEvent, Snapshot } from '../protocol/live-event.js';
import type { ServerMessage } from '../protocol/stream.js';
import { ClientState } from '../protocol/view/client-state.js';
import type { TrailNote } from '../protocol/view/note-trail.js';
import { OtherVersionError } from './client-errors.js';
import { Listeners } from './listeners.js';
import { StreamConnection, type ConnectionState, type OpenSocket, type StreamAddress } from './stream-connection.js';

/** Ends a subscription; may be called twice. */
export type Unsubscribe = () => void;

const isOfKind = <Kind extends EventKind>(event: LiveEvent, kind: Kind): event is LiveEvent & EventOf<Kind> =>
  event.kind === kind;

const parseAnswer = (kind: CommandKind, result: unknown): unknown =>
  kind in commandAnswers ? commandAnswers[kind as keyof typeof commandAnswers].parse(result) : undefined;

/**
 * A connection to a running daemon: its state, kept up to date by its events, and its commands. It comes back by itself
 * after the daemon has been away, without missing an event where the daemon still has them.
 */
export class DaemonClient {
  readonly #view: ClientState;
  readonly #connection: StreamConnection;
  readonly #events = new Listeners<LiveEvent>();
  readonly #states = new Listeners<ConnectionState>();
  readonly #snapshots = new Listeners<Snapshot>();
  #state: ConnectionState = 'connecting';
  #failure: Error | undefined;

  /** `keepNotesMs`: for how long `notes` remembers what has ended. */
  constructor(address: StreamAddress, openSocket: OpenSocket, keepNotesMs: number) {
    this.#view = new ClientState(keepNotesMs);
    this.#connection = new StreamConnection(address, openSocket, {
      message: (message) => this.#take(message),
      state: (state) => this.#enter(state),
      resumeQuery: () => this.#view.resumeQuery,
      unreadable: (cause) => this.#giveUp(cause),
    });
  }

  start(): void {
    this.#connection.start();
  }

  /** For good. The daemon plays on. */
  close(): void {
    this.#connection.close();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Why it does not connect again: the daemon is of another version. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Everything as it is now: a new object after each event. Undefined until the first message. */
  get snapshot(): Snapshot | undefined {
    return this.#view.snapshot;
  }

  /** The notes of the last while, sounding ones with `toMs: Infinity`; times of the daemon's clock. */
  get notes(): readonly TrailNote[] {
    return this.#view.trail.notes;
  }

  /** False without a token, where the daemon lets others watch. */
  get mayCommand(): boolean {
    return this.#view.mayCommand;
  }

  /** Events that this client was too slow for. */
  get lostEvents(): number {
    return this.#view.lost;
  }

  /** What must be added to `performance.now()` to get the daemon's clock; undefined until that is known. */
  get offsetMs(): number | undefined {
    return this.#connection.offsetMs;
  }

  /** Calls `listener` at each event of a kind, after the snapshot has changed. */
  on<Kind extends EventKind>(kind: Kind, listener: (event: EventOf<Kind>) => void): Unsubscribe {
    return this.onEvent((event) => {
      if (isOfKind(event, kind)) listener(event);
    });
  }

  /** Calls `listener` at every event, after the snapshot has changed. */
  onEvent(listener: (event: LiveEvent) => void): Unsubscribe {
    return this.#events.add(listener);
  }

  /** Calls `listener` when the connection is lost or comes back. */
  onState(listener: (state: ConnectionState) => void): Unsubscribe {
    return this.#states.add(listener);
  }

  /** Calls `listener` when the state is sent as a whole: at first, and where events were missed. */
  onSnapshot(listener: (snapshot: Snapshot) => void): Unsubscribe {
    return this.#snapshots.add(listener);
  }

  /** Carries a command out; gives what it answers. Rejects with one line when it was refused, and changes nothing then. */
  async send<Kind extends CommandKind>(command: CommandOf<Kind>): Promise<AnswerOf<Kind>> {
    if (this.#failure) throw this.#failure;
    const result = await this.#connection.ask(command as Command);
    return parseAnswer(command.kind, result) as AnswerOf<Kind>;
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    this.#states.emit(state);
  }

  #giveUp(cause: unknown): void {
    this.#failure = new OtherVersionError({ cause });
    this.close();
    this.#enter('refused');
  }

  #take(message: ServerMessage): void {
    for (const event of this.#view.apply(message)) this.#events.emit(event);
    if (message.type === 'snapshot') this.#snapshots.emit(message.snapshot);
  }
}
