/** What is the same for Node and browsers in `music-lstm-daemon/client`. */
export type { ConnectOptions } from '../client/connect.js';
export type { DaemonClient, Unsubscribe } from '../client/daemon-client.js';
export type { ConnectionState } from '../client/stream-connection.js';
export type { Command, CommandOf } from '../protocol/command.js';
export type { AnswerOf } from '../protocol/command-answers.js';
export type { CommandKind } from '../protocol/commands.js';
export type { EventKind, EventOf, LiveEvent, Snapshot } from '../protocol/live-event.js';
export type { ServerMessage } from '../protocol/stream.js';
export type { TrailNote } from '../protocol/view/note-trail.js';

/** For those who keep the state themselves, e.g. in a store of a UI library. */
export { DaemonError } from '../shared/error.js';
export { applyEvent } from '../protocol/apply-event.js';
export { RefusedError } from '../protocol/view/rpc-client.js';
export { barAndBeat, msAtTick, tickAtMs } from '../protocol/view/transport-time.js';
