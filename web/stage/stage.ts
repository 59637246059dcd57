import type { LiveEvent, Snapshot } from '../../src/protocol/live-event.js';
import { planText } from '../../src/protocol/view/plan-text.js';
import { byId } from '../elements.js';
import type { Keys } from '../keys.js';
import { paintMark } from '../mark.js';
import { pictureOf } from '../share/picture.js';
import { ComposerTimes } from './composer-times.js';
import { FullScreen } from './full-screen.js';
import { OctaveWindow } from './octave-window.js';
import { Piano } from './piano.js';
import { Roll, type RollView } from './roll.js';

/** Roll and piano, one above the other, key by key. */
export class Stage {
  readonly #place = byId('stage', HTMLElement);
  readonly #plan = byId('plan', HTMLElement);
  readonly #composers = new ComposerTimes();
  readonly #piano: Piano;
  readonly #roll: Roll;
  readonly #fullScreen: FullScreen;
  readonly #past = byId('roll', HTMLCanvasElement);
  readonly #future = byId('preview', HTMLCanvasElement);
  #isInSight = true;

  constructor(keys: Keys) {
    const keyboard = byId('piano', HTMLElement);
    this.#piano = new Piano(keyboard, keys);
    this.#roll = new Roll(this.#past, this.#future, this.#composers);
    this.#fullScreen = new FullScreen(this.#place, byId('full-screen', HTMLButtonElement));
    const buttons = {
      place: byId('octaves', HTMLElement),
      down: byId('octave-down', HTMLButtonElement),
      up: byId('octave-up', HTMLButtonElement),
      name: byId('octave-name', HTMLElement),
    };
    new OctaveWindow(keyboard, buttons, (range) => {
      this.#piano.showRange(range);
      this.#roll.range = range;
    });
    const watcher = new IntersectionObserver(([entry]) => (this.#isInSight = entry.isIntersecting));
    watcher.observe(this.#place);
  }

  /** What is known now is all that is known. */
  restart({ controls }: Snapshot): void {
    this.#composers.restart(controls.composer);
    this.#roll.restart();
  }

  hear(event: LiveEvent): void {
    if (event.kind === 'controls' && event.controls.composer !== undefined) {
      this.#composers.add(event.atMs, event.controls.composer);
    }
  }

  /** Nothing is drawn out of sight; `isStale` says that other keys may sound than before. */
  draw(view: RollView, isStale: boolean): void {
    if (!this.#isInSight || document.hidden) return;
    this.#roll.draw(view);
    this.#plan.textContent = planText(view.snapshot, view.nowMs);
    if (!isStale) return;
    this.#piano.show(view.snapshot.sounding);
    paintMark(document.documentElement, view.snapshot.controls.composer);
  }

  /** What is on the stage at this moment, with a line of text. */
  picture(caption: string): Promise<Blob | undefined> {
    return pictureOf({ past: this.#past, future: this.#future, range: this.#roll.range, caption });
  }

  toggleFullScreen(): void {
    this.#fullScreen.toggle();
  }
}
