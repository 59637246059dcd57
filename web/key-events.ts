/** Whether it is a key alone, pressed anew: combinations are the browser's. */
export const isAlone = ({ repeat, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !repeat && !ctrlKey && !metaKey && !altKey;

/** Whether letters are text where the focus is. Sliders, boxes and radio buttons know none. */
export const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && !['range', 'checkbox', 'radio'].includes(target.type);
