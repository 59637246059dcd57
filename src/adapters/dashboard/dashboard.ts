import blessed from 'blessed';
import type { StreamAddress, StreamConnection } from '../../client/stream-connection.js';
import { messageOfEvent, type LiveEvent, type Snapshot } from '../../protocol/live-event.js';
import type { Command } from '../../protocol/command.js';
import type { ControlChange } from '../../protocol/controls.js';
import { spokenName } from '../../protocol/controls/control-names.js';
import { commandResultText } from '../../protocol/view/command-result-text.js';
import { ClientState } from '../../protocol/view/client-state.js';
import { controlRows } from './control-rows.js';
import { isQuitKey, keyAction, keyName, type LocalAction } from './key-bindings.js';
import { keyFeedback } from './key-feedback.js';
import { hasLosses } from './loss-pane.js';
import { MessageLog, type Message } from './message-log.js';
import { paletteFor, terminalName, type Palette } from './palette.js';
import { fillPanels, makePanes, placePanes, type Panes } from './panes.js';
import { PendingControls } from './pending-controls.js';
import { ROLL_MS, drawPianoRoll } from './piano-roll.js';
import { PITCH_COLUMNS, colourRoll, plainRoll } from './piano-roll-text.js';
import { dashboardConnection } from './dashboard-connection.js';
import { controlsText, factsText, headText, rollLabel } from './status-texts.js';
import { pickerFor } from './value-choices.js';

const FRAME_MS = 100;
const HINT = ' space play/stop  / composer  m mode  ↑↓←→ turn  o browser  ? help  q quit';

/** The terminal's description, of which the types do not know. */
const terminfoOf = ({ program }: blessed.Widgets.Screen): { readonly colors: number; brokenACS: boolean } =>
  (program as unknown as { readonly tput: { readonly colors: number; brokenACS: boolean } }).tput;

/** blessed would end the program at once when it is asked to end in good order; whoever asks for that listens itself. */
const leaveSignals = (makeScreen: () => blessed.Widgets.Screen): blessed.Widgets.Screen => {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = signals.map((signal) => process.listeners(signal));
  const screen = makeScreen();
  signals.forEach((signal, i) => {
    for (const listener of process.listeners(signal)) if (!before[i]?.includes(listener)) process.off(signal, listener);
  });
  return screen;
};

export interface DashboardOptions extends StreamAddress {
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** The page's address for a person, by the daemon's process. */
  readonly link: (pid: number) => string;
  /** Opens an address in the user's browser; false where there is none. */
  readonly openPage: (link: string) => Promise<boolean>;
  /** The user wants to leave. */
  readonly quit: () => void;
}

/** A terminal's picture of the daemon: a client of the stream that draws what it is told, and sends keys as commands. */
export class Dashboard {
  readonly #options: DashboardOptions;
  readonly #view = new ClientState(ROLL_MS);
  readonly #screen: blessed.Widgets.Screen;
  readonly #palette: Palette | null;
  readonly #panes: Panes;
  readonly #connection: StreamConnection;
  readonly #timer: NodeJS.Timeout;
  readonly #pending = new PendingControls();
  readonly #messages = new MessageLog();
  #selected = 0;
  #hasLosses = false;
  #trouble: string | null = 'Connecting …';

  constructor(options: DashboardOptions) {
    this.#options = options;
    this.#screen = leaveSignals(() =>
      blessed.screen({
        smartCSR: true,
        terminal: terminalName(options.env),
        forceUnicode: true,
        title: 'music-lstm-daemon',
        warnings: false,
      }),
    );
    const terminfo = terminfoOf(this.#screen);
    terminfo.brokenACS = true; // frames of Unicode, as the rest of the picture
    this.#palette = paletteFor(terminfo.colors, options.env);
    this.#panes = makePanes(this.#screen, this.#palette);
    this.#place();
    this.#screen.on('resize', () => this.#place());
    this.#screen.on('keypress', (char: string | undefined, { full }: { full: string }) => {
      if (full !== 'return') this.#press(keyName(char, full)); // told as enter, too
    });
    this.#connection = dashboardConnection(options, {
      message: (message) => this.#view.apply(message).forEach((event) => this.#note(event)),
      trouble: (text) => (this.#trouble = text),
      resumeQuery: () => this.#view.resumeQuery,
    });
    this.#connection.start();
    this.#timer = setInterval(() => this.#draw(), FRAME_MS);
  }

  /** Gives the terminal back as it was. */
  close(): void {
    clearInterval(this.#timer);
    this.#connection.close();
    this.#screen.destroy();
  }

  #press(key: string): void {
    const { snapshot } = this.#view;
    const outcome = this.#panes.card.press(key);
    if (typeof outcome === 'object') this.#set(outcome.change);
    else if (outcome === undefined) this.#pressOnScreen(key, snapshot);
    this.#draw();
  }

  #pressOnScreen(key: string, told: Snapshot | undefined): void {
    if (isQuitKey(key)) this.#options.quit();
    if (isQuitKey(key) || !told) return;
    const snapshot = { ...told, controls: this.#pending.over(told.controls) };
    const action = keyAction(key, { snapshot, selected: this.#selected });
    if (typeof action === 'string') this.#act(action, snapshot);
    else if (action?.kind === 'set') this.#set(action.controls);
    else if (action) this.#ask(action);
    else this.#say('info', `${key} does nothing here; ? lists the keys.`);
  }

  /** Where everything is depends on the screen's size, and on whether there are losses to show. */
  #place(): void {
    this.#hasLosses = this.#view.snapshot !== undefined && hasLosses(this.#view.snapshot);
    placePanes(this.#screen, this.#panes, this.#hasLosses);
  }

  #act(action: LocalAction, snapshot: Snapshot): void {
    const rows = controlRows.length;
    const { card } = this.#panes;
    switch (action) {
      case 'help':
        card.toggleHelp();
        break;
      case 'page':
        card.togglePage(this.#options.link(snapshot.pid));
        break;
      case 'open':
        this.#openPage(snapshot);
        break;
      case 'pick':
        card.pick(pickerFor(controlRows[this.#selected], snapshot));
        break;
      case 'pick composer':
        card.pick(pickerFor(controlRows[0], snapshot));
        break;
      case 'close':
        card.close();
        break;
      case 'up':
        this.#selected = (this.#selected + rows - 1) % rows;
        break;
      case 'down':
        this.#selected = (this.#selected + 1) % rows;
        break;
    }
  }

  #openPage(snapshot: Snapshot): void {
    void this.#options
      .openPage(this.#options.link(snapshot.pid))
      .then((isOpen) =>
        this.#say(
          'info',
          isOpen ? 'The page opens in the browser.' : 'There is no browser on this screen; w shows the link.',
        ),
      );
  }

  /** Presses add up: the next one goes on from what this one asks for. */
  #set(controls: ControlChange): void {
    if (Object.keys(controls).length === 0) {
      this.#say('info', 'There is nothing else to choose here.');
      return;
    }
    this.#pending.add(controls, performance.now());
    this.#ask({ kind: 'set', controls });
  }

  #ask(command: Command): void {
    const feedback = keyFeedback(command);
    if (feedback !== null) this.#say('info', feedback);
    this.#connection.ask(command).then(
      (result: unknown) => {
        const text = feedback === null ? commandResultText(command, result) : null;
        if (text !== null) this.#say('info', text);
      },
      (error: unknown) => {
        if (command.kind === 'set') this.#pending.drop(command.controls);
        this.#say('error', error instanceof Error ? error.message : String(error));
      },
    );
  }

  #note(event: LiveEvent): void {
    if (event.kind === 'controls') this.#pending.confirm(event.controls);
    const message = messageOfEvent(event);
    if (message) this.#say(message.level, message.text);
  }

  #say(level: Message['level'], text: string): void {
    this.#messages.say({ level, text }, performance.now());
  }

  #draw(): void {
    const { snapshot } = this.#view;
    if (snapshot && this.#hasLosses !== hasLosses(snapshot)) this.#place();
    const { offsetMs } = this.#connection;
    if (snapshot && offsetMs !== undefined) this.#drawState(snapshot, performance.now() + offsetMs);
    this.#panes.foot.setContent(this.#footText());
    this.#panes.card.draw();
    this.#screen.render();
    this.#panes.card.drawLink();
  }

  #drawState(snapshot: Snapshot, nowMs: number): void {
    const { trail, lost } = this.#view;
    const { head, roll, controls, loss, facts } = this.#panes;
    const columns = Number(roll.width) - 2;
    const lines = Number(roll.height) - 3; // the frame, and the numbers of the bars
    const view = { nowMs, notes: trail.notes, snapshot };
    head.setContent(headText(snapshot, nowMs));
    roll.setLabel(` ${rollLabel(snapshot, columns - 4, nowMs)} `);
    roll.setContent(
      this.#palette
        ? colourRoll(drawPianoRoll(view, columns - PITCH_COLUMNS, 2 * lines), this.#palette)
        : plainRoll(drawPianoRoll(view, columns - PITCH_COLUMNS, lines)),
    );
    const [width, height] = [Number(controls.width) - 2, Number(controls.height) - 2];
    controls.setContent(controlsText(snapshot, this.#pending, this.#selected, width, height));
    loss.show(snapshot.lossHistory, snapshot.training, columns);
    fillPanels(this.#panes, { snapshot, messages: this.#messages.all });
    facts.setContent(factsText(snapshot, lost));
  }

  #footText(): string {
    if (this.#trouble !== null) return this.#coloured('warning', ` ${this.#trouble}`);
    const message = this.#messages.standing(performance.now());
    if (message) return this.#coloured(message.level, ` ${message.text}`);
    const learning = this.#view.snapshot?.surface.learning ?? null;
    return learning === null
      ? HINT
      : this.#coloured('warning', ` Move the knob for ${spokenName(learning)}; i gives up.`);
  }

  #coloured(level: Message['level'], text: string): string {
    const safe = blessed.escape(text);
    return this.#palette === null || level === 'info' ? safe : `{${this.#palette[level]}-fg}${safe}{/}`;
  }
}
