import { isAlone, isTextField } from './key-events.js';

/** What single keys do wherever the page is not being filled in. */
export interface HotKeys {
  readonly playOrStop: () => void;
  readonly fullScreen: () => void;
  readonly help: () => void;
}

/** Whether the space bar has a meaning of its own where the focus is. */
const takesSpace = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, input, select, textarea, summary, a, dialog') !== null;

/** Space plays and stops, ? shows the keys, Shift+F fills the screen: F alone is a note of the piano. */
export const followHotKeys = ({ playOrStop, fullScreen, help }: HotKeys): void => {
  window.addEventListener('keydown', (event) => {
    const { code, key, shiftKey, target } = event;
    if (!isAlone(event) || isTextField(target)) return;
    if (code === 'Space' && !takesSpace(target)) {
      event.preventDefault(); // it would scroll the page
      playOrStop();
    } else if (key === '?') help();
    else if (code === 'KeyF' && shiftKey) fullScreen();
  });
  // a button pressed with the mouse lets go of the space bar, which plays and stops
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button, input[type="radio"]') : null;
    if (button instanceof HTMLElement && !button.matches(':focus-visible')) button.blur();
  });
};
