/** Shows the stage alone on the whole screen, by a button; where a browser cannot, the button is not there. */
export class FullScreen {
  readonly #stage: HTMLElement;

  constructor(stage: HTMLElement, button: HTMLButtonElement) {
    this.#stage = stage;
    button.hidden = !document.fullscreenEnabled;
    button.addEventListener('click', () => this.toggle());
    document.addEventListener('fullscreenchange', () => {
      const isFull = document.fullscreenElement === stage;
      button.setAttribute('aria-pressed', String(isFull));
      stage.classList.toggle('full', isFull);
    });
  }

  toggle(): void {
    if (!document.fullscreenEnabled) return;
    void (document.fullscreenElement ? document.exitFullscreen() : this.#stage.requestFullscreen());
  }
}
