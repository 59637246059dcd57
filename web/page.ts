import { z } from 'zod';
import type { Command } from '../src/protocol/command.js';
import type { ControlChange } from '../src/protocol/controls.js';
import { messageOfEvent, type LiveEvent } from '../src/protocol/live-event.js';
import { commandResultText } from '../src/protocol/view/command-result-text.js';
import { ClientState } from '../src/protocol/view/client-state.js';
import { playWithLetters } from './computer-keyboard.js';
import { Connection } from './connection.js';
import { ConnectionView } from './connection-view.js';
import { Deck } from './deck/deck.js';
import { byId } from './elements.js';
import { followHotKeys } from './hot-keys.js';
import { Keys } from './keys.js';
import { Messages } from './messages.js';
import { MorePanels } from './more/more-panels.js';
import { OwnEchoes } from './own-echoes.js';
import { PresetCards } from './presets/preset-cards.js';
import { CLIP_MS } from './share/clip.js';
import { ShareMenu } from './share/share-menu.js';
import { SoundSwitch } from './sound-switch.js';
import { Jam } from './stage/jam.js';
import { Stage } from './stage/stage.js';
import { takeToken } from './token.js';

z.config({ jitless: true }); // the page's policy allows no code made at run time

const token = takeToken();
const view = new ClientState(CLIP_MS);
const messages = new Messages({
  list: byId('messages', HTMLElement),
  latest: byId('latest', HTMLElement),
  text: byId('latest-text', HTMLElement),
  undo: byId('undo', HTMLButtonElement),
});
const complain = (text: string): void => messages.show('error', text);
const sound = new SoundSwitch(byId('sound', HTMLButtonElement), complain);
const echoes = new OwnEchoes();
const connectionView = new ConnectionView();

const connection = new Connection(token, () => view.resumeQuery, {
  message: (message) => {
    const events = view.apply(message);
    if (message.type === 'snapshot') {
      sound.current?.silence();
      stage.restart(message.snapshot);
    }
    for (const event of events) hear(event);
    isStale = true;
  },
  state: (state) => {
    connectionView.show(state);
    if (state === 'lost') sound.current?.silence();
    if (state === 'open') more.refreshRecordings();
    else jam.hide();
    showState();
  },
});

const ask = (command: Command): void => {
  connection.ask(command).then(
    (result) => {
      const text = commandResultText(command, result);
      if (text !== null) messages.show('info', text);
      if (command.kind === 'keep') more.refreshRecordings();
    },
    (error: unknown) => {
      complain(error instanceof Error ? error.message : String(error));
      if (!view.snapshot) return;
      more.undo(view.snapshot);
      deck.undo(view.snapshot);
    },
  );
};
const turn = (controls: ControlChange): void => ask({ kind: 'set', controls });

const hear = (event: LiveEvent): void => {
  const { offsetMs } = connection;
  const isOwn = event.kind === 'note-on' && event.voice === 'player' && echoes.isOwn(event.pitch, performance.now());
  if (offsetMs !== undefined && !isOwn) sound.current?.play(event, offsetMs);
  stage.hear(event);
  share.pedals.apply(event);
  const message = messageOfEvent(event);
  if (message) messages.show(message.level, message.text);
  if (event.kind === 'recording') more.refreshRecordings();
};

const keys = new Keys({
  key: (pitch, velocity) => {
    sound.current?.key(pitch, velocity);
    if (velocity > 0) echoes.struck(pitch, performance.now());
    ask({ kind: 'key', pitch, velocity });
  },
  pedal: (down) => {
    sound.current?.pedal(down);
    ask({ kind: 'pedal', down });
  },
  knob: (channel, controller, value) => ask({ kind: 'knob', channel, controller, value }),
});

const playOrStop = (): void => {
  const isStopped = view.snapshot?.transport.state === 'stopped';
  if (mayCommand()) ask({ kind: 'transport', action: isStopped ? 'continue' : 'stop' });
};

/** Whether what is pressed reaches the daemon. */
const mayCommand = (): boolean => connectionView.isOpen && view.mayCommand;

/** The daemon's clock at this moment; undefined until it is known, and while the daemon is away: then time stands. */
const daemonMs = (): number | undefined => {
  const { offsetMs } = connection;
  return offsetMs === undefined || !connectionView.isOpen ? undefined : performance.now() + offsetMs;
};

const stage = new Stage(keys);
const jam = new Jam({ turnOnSound: () => sound.turnOn(), set: turn, play: playOrStop });
const deck = new Deck({ ask, turn, playOrStop });
const presets = new PresetCards({ turn, offerUndo: (text, undo) => messages.show('info', text, undo), complain });
const share = new ShareMenu({
  music: () => {
    const nowMs = daemonMs();
    return view.snapshot && nowMs !== undefined ? { snapshot: view.snapshot, trail: view.trail, nowMs } : undefined;
  },
  picture: (caption) => stage.picture(caption),
  say: (text) => messages.show('info', text),
  complain,
});
const more = new MorePanels({
  ask,
  turn,
  keys,
  complain,
  token,
  playFile: (recording, ended) => sound.playFile(recording, ended),
});

/** Whether something has happened that is not shown yet. */
let isStale = true;
let shownMs = 0;
/** Often enough for what is read, not heard. */
const SHOW_EVERY_MS = 150;

const showState = (): void => {
  const { snapshot } = view;
  if (!snapshot) return;
  const may = mayCommand();
  connectionView.showAccess(view.mayCommand);
  deck.show(snapshot, may);
  presets.show(snapshot, may);
  more.show(snapshot, may, view.lost);
  jam.show(snapshot, may, sound.current !== undefined);
};

const drawFrame = (): void => {
  const { snapshot, trail } = view;
  const nowMs = daemonMs();
  if (snapshot && nowMs !== undefined) {
    stage.draw({ nowMs, notes: trail.notes, snapshot }, isStale);
    connectionView.showWhere(snapshot, nowMs);
  }
  more.showFilePosition(sound.current?.filePosition);
  if (isStale && performance.now() - shownMs > SHOW_EVERY_MS) {
    isStale = false;
    shownMs = performance.now();
    showState();
  }
  window.requestAnimationFrame(drawFrame);
};

const keyHelp = byId('keys', HTMLDialogElement);
const showKeys = (): void => {
  if (!keyHelp.open) keyHelp.showModal();
};
byId('keys-button', HTMLButtonElement).addEventListener('click', showKeys);
followHotKeys({ playOrStop, fullScreen: () => stage.toggleFullScreen(), help: showKeys });
playWithLetters(keys, (name) => {
  byId('octave', HTMLElement).textContent = name;
  messages.show('info', `A is ${name}.`);
});
connection.start();
drawFrame();
