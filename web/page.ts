import { z } from 'zod';
import type { Command } from '../src/protocol/command.js';
import { messageOfEvent, type LiveEvent } from '../src/protocol/live-event.js';
import { commandResultText } from '../src/protocol/view/command-result-text.js';
import { planText } from '../src/protocol/view/plan-text.js';
import { ClientState } from '../src/protocol/view/client-state.js';
import { CommandButtons } from './command-buttons.js';
import { playWithLetters } from './computer-keyboard.js';
import { Connection, type ConnectionState } from './connection.js';
import { ControlPanel } from './control-panel.js';
import { byId } from './elements.js';
import { showFacts, whereText } from './figures.js';
import { GlideForm } from './glide.js';
import { Keys } from './keys.js';
import { showLikeness } from './likeness.js';
import { drawLosses } from './loss-chart.js';
import { Messages } from './messages.js';
import { playWithMidi } from './midi-inputs.js';
import { OwnEchoes } from './own-echoes.js';
import { Piano } from './piano.js';
import { Recordings } from './recordings.js';
import { Roll, TRAIL_MS } from './roll.js';
import { SoundSwitch } from './sound-switch.js';
import { SurfacePanel } from './surface-panel.js';
import { takeToken } from './token.js';

z.config({ jitless: true }); // the page's policy allows no code made at run time

const token = takeToken();
const view = new ClientState(TRAIL_MS);
const messages = new Messages(byId('messages', HTMLElement), byId('latest', HTMLElement));
const complain = (text: string): void => messages.show('error', text);
const sound = new SoundSwitch(byId('sound', HTMLButtonElement), complain);
const echoes = new OwnEchoes();

const states: Readonly<Record<ConnectionState, string>> = {
  connecting: 'Connecting …',
  open: 'Connected.',
  refused: 'Not let in: open the address that `music-lstm-daemon status` prints, with its token.',
  lost: 'The daemon is away; trying again …',
};

const connection = new Connection(token, () => view.resumeQuery, {
  message: (message) => {
    const events = view.apply(message);
    if (message.type === 'snapshot') sound.current?.silence();
    for (const event of events) hear(event);
    isStale = true;
  },
  state: (state) => {
    byId('connection', HTMLElement).textContent = states[state];
    if (state === 'lost') sound.current?.silence();
    if (state === 'open') void recordings.refresh().catch(() => undefined);
  },
});

const ask = (command: Command): void => {
  connection.ask(command).then(
    (result) => {
      const text = commandResultText(command, result);
      if (text !== null) messages.show('info', text);
      if (command.kind === 'keep') void recordings.refresh().catch(() => undefined);
    },
    (error: unknown) => {
      complain(error instanceof Error ? error.message : String(error));
      panel.undo(view.snapshot);
    },
  );
};

const hear = (event: LiveEvent): void => {
  const { offsetMs } = connection;
  const isOwn = event.kind === 'note-on' && event.voice === 'player' && echoes.isOwn(event.pitch, performance.now());
  if (offsetMs !== undefined && !isOwn) sound.current?.play(event, offsetMs);
  const message = messageOfEvent(event);
  if (message) messages.show(message.level, message.text);
  if (event.kind === 'recording') void recordings.refresh().catch(() => undefined);
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

const recordings = new Recordings(byId('recordings', HTMLElement), {
  token,
  play: (recording, ended) => sound.playFile(recording, ended),
  complain,
});

const panel = new ControlPanel(byId('controls', HTMLFormElement), (controls) => ask({ kind: 'set', controls }));
const surfacePanel = new SurfacePanel(byId('surface', HTMLElement), {
  learn: (control) => ask({ kind: 'midi-learn', control }),
  unlearn: (control) => ask({ kind: 'midi-unlearn', control }),
});
const glide = new GlideForm(byId('glide', HTMLFormElement), (bpm, beats) => ask({ kind: 'ramp', bpm, beats }));
const piano = new Piano(byId('piano', HTMLElement), keys);
const roll = new Roll(byId('roll', HTMLCanvasElement));

const commandButtons = new CommandButtons(byId('commands', HTMLElement), ask);

byId('refresh', HTMLButtonElement).addEventListener('click', () => {
  recordings.refresh().catch((error: unknown) => complain(String(error)));
});

/** Whether something has happened that is not shown yet. */
let isStale = true;
let shownMs = 0;
/** Often enough for what is read, not heard. */
const SHOW_EVERY_MS = 150;

const showState = (): void => {
  const { snapshot, mayCommand, lost } = view;
  if (!snapshot) return;
  panel.show(snapshot, mayCommand);
  glide.show(mayCommand);
  surfacePanel.show(snapshot.surface, mayCommand);
  showFacts(byId('figures', HTMLElement), snapshot, lost);
  showLikeness(byId('likeness', HTMLElement), snapshot);
  commandButtons.show(snapshot, mayCommand);
  const { training } = snapshot;
  byId('training', HTMLElement).textContent = training?.message ?? 'Nothing is being learned.';
  const losses = byId('loss', HTMLCanvasElement);
  losses.hidden = snapshot.lossHistory.length < 2;
  drawLosses(losses, snapshot.lossHistory);
};

const drawFrame = (): void => {
  const { snapshot, trail } = view;
  const { offsetMs } = connection;
  if (snapshot && offsetMs !== undefined) {
    const nowMs = performance.now() + offsetMs;
    roll.draw({ nowMs, notes: trail.notes, snapshot });
    byId('plan', HTMLElement).textContent = planText(snapshot, nowMs);
    byId('where', HTMLElement).textContent = whereText(snapshot, nowMs);
  }
  if (snapshot && isStale) piano.show(snapshot.sounding);
  if (isStale && performance.now() - shownMs > SHOW_EVERY_MS) {
    isStale = false;
    shownMs = performance.now();
    showState();
  }
  window.requestAnimationFrame(drawFrame);
};

playWithLetters(keys, (name) => (byId('octave', HTMLElement).textContent = name));
void playWithMidi(keys, (text) => (byId('midi-inputs', HTMLElement).textContent = text));
connection.start();
drawFrame();
