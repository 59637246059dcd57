import { byId } from '../elements.js';

/** The form for changing the tempo gradually within some beats. */
export class GlideForm {
  readonly #button = byId('glide-button', HTMLButtonElement);

  /** `glide` gets what the form holds, which the browser has found to be within its limits. */
  constructor(form: HTMLFormElement, glide: (bpm: number, beats: number) => void) {
    const [bpm, beats] = [byId('glide-bpm', HTMLInputElement), byId('glide-beats', HTMLInputElement)];
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      glide(bpm.valueAsNumber, beats.valueAsNumber);
    });
  }

  show(mayCommand: boolean): void {
    this.#button.disabled = !mayCommand;
  }
}
