import blessed from 'blessed';
import type { StreamAddress, StreamConnection } from '../../client/stream-connection.js';
import { messageOfEvent, type LiveEvent } from '../../protocol/live-event.js';
import type { Command } from '../../protocol/command.js';
import { commandResultText } from '../../protocol/view/command-result-text.js';
import { ClientState } from '../../protocol/view/client-state.js';
import { controlRows } from './control-rows.js';
import { helpText, isQuitKey, keyAction, keyName, type LocalAction } from './key-bindings.js';
import { paletteFor, terminalName, type Palette } from './palette.js';
import { hasLosses } from './loss-pane.js';
import { makePanes, placePanes, showCard, type Panes } from './panes.js';
import { ROLL_MS, drawPianoRoll } from './piano-roll.js';
import { colourRoll, plainRoll } from './piano-roll-text.js';
import { dashboardConnection } from './dashboard-connection.js';
import { controlsText, factsText, headText, pageText, rollLabel } from './status-texts.js';

const FRAME_MS = 100;
/** For how long a message stands. */
const MESSAGE_MS = 6000;
const HINT = ' space play/stop  m mode  n composer  ↑↓←→ turn  p panic  w page  ? help  q quit';

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

interface Message {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly untilMs: number;
}

export interface DashboardOptions extends StreamAddress {
  readonly env: Readonly<NodeJS.ProcessEnv>;
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
  #selected = 0;
  #hasLosses = false;
  #cardLabel = '';
  #message: Message | undefined;
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
    this.#screen.on('keypress', (char: string | undefined, key: { full: string }) =>
      this.#press(keyName(char, key.full)),
    );
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
    const action = snapshot ? keyAction(key, { snapshot, selected: this.#selected }) : undefined;
    if (isQuitKey(key)) this.#options.quit();
    else if (typeof action === 'string') this.#act(action);
    else if (action) this.#ask(action);
    else if (snapshot) this.#say('info', `${key} does nothing here; ? lists the keys.`);
    this.#draw();
  }

  /** Where everything is depends on the screen's size, and on whether there are losses to show. */
  #place(): void {
    this.#hasLosses = this.#view.snapshot !== undefined && hasLosses(this.#view.snapshot);
    placePanes(this.#screen, this.#panes, this.#hasLosses);
  }

  /** One card at a time; the key that opened it closes it as well. */
  #toggleCard(label: string, text: string): void {
    const { card } = this.#panes;
    const isShown = card.visible && this.#cardLabel === label;
    this.#cardLabel = label;
    if (isShown) card.hide();
    else showCard(card, label, text);
  }

  #act(action: LocalAction): void {
    const rows = controlRows.length;
    switch (action) {
      case 'help':
        this.#toggleCard('keys', helpText());
        break;
      case 'page':
        this.#toggleCard('page', pageText(this.#options));
        break;
      case 'close':
        this.#panes.card.hide();
        break;
      case 'up':
        this.#selected = (this.#selected + rows - 1) % rows;
        break;
      case 'down':
        this.#selected = (this.#selected + 1) % rows;
        break;
    }
  }

  #ask(command: Command): void {
    this.#connection.ask(command).then(
      (result: unknown) => {
        const text = commandResultText(command, result);
        if (text !== null) this.#say('info', text);
      },
      (error: unknown) => this.#say('error', error instanceof Error ? error.message : String(error)),
    );
  }

  #note(event: LiveEvent): void {
    const message = messageOfEvent(event);
    if (message) this.#say(message.level, message.text);
  }

  #say(level: Message['level'], text: string): void {
    this.#message = { level, text, untilMs: performance.now() + MESSAGE_MS };
  }

  #draw(): void {
    const { snapshot, trail, lost } = this.#view;
    if (snapshot && this.#hasLosses !== hasLosses(snapshot)) this.#place();
    const { head, roll, controls, loss, facts, foot } = this.#panes;
    const { offsetMs } = this.#connection;
    if (snapshot && offsetMs !== undefined) {
      const nowMs = performance.now() + offsetMs;
      const inside = { columns: Number(roll.width) - 2, lines: Number(roll.height) - 2 };
      const view = { nowMs, notes: trail.notes, snapshot };
      head.setContent(headText(snapshot, nowMs));
      roll.setLabel(` ${rollLabel(snapshot, inside.columns - 2, nowMs)} `);
      roll.setContent(
        this.#palette
          ? colourRoll(drawPianoRoll(view, inside.columns, 2 * inside.lines), this.#palette.ink)
          : plainRoll(drawPianoRoll(view, inside.columns, inside.lines)),
      );
      controls.setContent(
        controlsText(snapshot, this.#selected, Number(controls.width) - 2, Number(controls.height) - 2),
      );
      loss.show(snapshot.lossHistory, snapshot.training, inside.columns);
      facts.setContent(factsText(snapshot, lost));
    }
    foot.setContent(this.#footText());
    this.#screen.render();
  }

  #footText(): string {
    if (this.#trouble !== null) return this.#coloured('warning', ` ${this.#trouble}`);
    const learning = this.#view.snapshot?.surface.learning ?? null;
    if (learning !== null) return this.#coloured('warning', ` Move the knob that shall be ${learning}; i gives up.`);
    const { level, text, untilMs } = this.#message ?? { level: 'info', text: '', untilMs: 0 };
    return performance.now() < untilMs ? this.#coloured(level, ` ${text}`) : HINT;
  }

  #coloured(level: Message['level'], text: string): string {
    const safe = blessed.escape(text);
    return this.#palette === null || level === 'info' ? safe : `{${this.#palette[level]}-fg}${safe}{/}`;
  }
}
