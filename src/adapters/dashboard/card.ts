import blessed from 'blessed';
import { frame } from './frame.js';
import { helpText } from './key-bindings.js';
import { pageCard } from './page-card.js';
import type { Palette } from './palette.js';
import { pickerKey, pickerLines, type Choice, type Picker } from './picker.js';

/** What lies over the others. */
type Shown =
  | { readonly kind: 'help'; readonly first: number }
  | { readonly kind: 'page'; readonly link: string }
  | { readonly kind: 'picker'; readonly picker: Picker };

/** A frame takes a line, or a column, on each side. */
const FRAME = 2;
const PICKER_WIDTH = 60;
const PICKER_HEIGHT = 20;
const scrolls: Readonly<Record<string, number>> = { up: -1, down: 1, pageup: -10, pagedown: 10 };

/** What a key has done to the card: chosen something, or whatever else; undefined where it is none of the card's. */
export type CardOutcome = Choice | 'handled' | undefined;

/** The box that lies over the others: the help, the page's link, or a list to choose from. */
export class Card {
  readonly #screen: blessed.Widgets.Screen;
  readonly #box: blessed.Widgets.BoxElement;
  #shown: Shown | undefined;

  constructor(screen: blessed.Widgets.Screen, palette: Palette | null) {
    this.#screen = screen;
    this.#box = blessed.box({ parent: screen, top: 'center', left: 'center', hidden: true, ...frame('', palette) });
  }

  /** The key that opened it closes it as well. */
  toggleHelp(): void {
    this.#shown = this.#shown?.kind === 'help' ? undefined : { kind: 'help', first: 0 };
  }

  togglePage(link: string): void {
    this.#shown = this.#shown?.kind === 'page' ? undefined : { kind: 'page', link };
  }

  pick(picker: Picker): void {
    this.#shown = { kind: 'picker', picker };
  }

  close(): void {
    this.#shown = undefined;
  }

  press(key: string): CardOutcome {
    const shown = this.#shown;
    if (shown?.kind === 'picker') return this.#pickerPress(shown.picker, key);
    if (shown?.kind === 'help' && key in scrolls) {
      this.#shown = { kind: 'help', first: Math.max(0, shown.first + scrolls[key]) };
      return 'handled';
    }
    return undefined;
  }

  /** Puts it on the screen, or takes it away. */
  draw(): void {
    const shown = this.#shown;
    if (!shown) {
      this.#box.hide();
      return;
    }
    if (shown.kind === 'help') this.#drawHelp(shown.first);
    else if (shown.kind === 'page') this.#drawText('page', pageCard(shown.link, this.#columns, this.#lines).lines);
    else this.#drawPicker(shown.picker);
    this.#box.setFront();
    this.#box.show();
  }

  /** The address once more, as a link that a click opens (OSC 8), which the widgets know nothing of. */
  drawLink(): void {
    if (this.#shown?.kind !== 'page') return;
    const { link } = this.#shown;
    const { linkLine } = pageCard(link, this.#columns, this.#lines);
    const place = `\x1b[${Number(this.#box.atop) + linkLine + 2};${Number(this.#box.aleft) + 3}H`;
    process.stdout.write(`\x1b7${place}\x1b]8;;${link}\x1b\\\x1b[4m${link}\x1b[24m\x1b]8;;\x1b\\\x1b8`);
  }

  get #columns(): number {
    return Number(this.#screen.width);
  }

  get #lines(): number {
    return Number(this.#screen.height);
  }

  #pickerPress(picker: Picker, key: string): CardOutcome {
    const outcome = pickerKey(picker, key);
    this.#shown = outcome.kind === 'open' ? { kind: 'picker', picker: outcome.picker } : undefined;
    return outcome.kind === 'chosen' ? outcome.choice : 'handled';
  }

  #drawHelp(wanted: number): void {
    const all = helpText().split('\n');
    const room = Math.max(1, this.#lines - FRAME - 2);
    const first = Math.min(wanted, Math.max(0, all.length - room));
    this.#shown = { kind: 'help', first };
    const lines = all.slice(first, first + room);
    const more = all.length > room ? ` ${first + 1}-${first + lines.length} of ${all.length}, ↑ ↓` : '';
    this.#drawText(`keys${more}`, lines, Math.max(...all.map(({ length }) => length)));
  }

  #drawText(label: string, lines: readonly string[], least = 0): void {
    const width = Math.max(...lines.map(({ length }) => length), label.length + 2, least) + 2;
    this.#place(
      label,
      width,
      lines.length,
      lines.map((line) => ` ${blessed.escape(line)}`),
    );
  }

  #drawPicker(picker: Picker): void {
    const width = Math.min(PICKER_WIDTH, this.#columns - FRAME - 2);
    const height = Math.min(PICKER_HEIGHT, this.#lines - FRAME - 2);
    const lines = pickerLines(picker, width, height).map(({ text, isMarked }) =>
      isMarked ? `{inverse}${blessed.escape(text)}{/inverse}` : blessed.escape(text),
    );
    this.#place(picker.title.slice(0, width - 4), width, height, lines);
  }

  #place(label: string, width: number, height: number, lines: readonly string[]): void {
    Object.assign(this.#box, { width: width + FRAME, height: height + FRAME });
    this.#box.setLabel(` ${blessed.escape(label)} `);
    this.#box.setContent(lines.join('\n'));
  }
}
