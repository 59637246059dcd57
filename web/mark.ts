import { cssColour, markColours } from './stage/note-colours.js';

const painted = new WeakMap<HTMLElement, string>();

/** Gives an element its composer's colour, for both schemes: the style sheet says what is painted with it. */
export const paintMark = (element: HTMLElement, composer: string): void => {
  if (painted.get(element) === composer) return;
  painted.set(element, composer);
  const { light, dark } = markColours(composer);
  element.style.setProperty('--composer-light', cssColour(light));
  element.style.setProperty('--composer-dark', cssColour(dark));
};
