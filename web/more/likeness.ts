import type { Snapshot } from '../../src/protocol/live-event.js';
import { composerName } from '../deck/composer-name.js';
import { make } from '../elements.js';

/** The style match as a short list of bars; hidden without a result. */
export const showLikeness = (place: HTMLElement, { likeness }: Snapshot): void => {
  place.hidden = likeness === null;
  if (!likeness) return;
  const rows = likeness.composers.map(({ composer, share }) => {
    const name = composerName(composer);
    const percent = `${Math.round(100 * share)} %`;
    const meter = make('meter', { min: 0, max: 1, value: share });
    meter.setAttribute('aria-label', `${name}: ${percent}`);
    return make('li', {}, make('span', {}, name), meter, make('span', { className: 'figures' }, percent));
  });
  place.querySelector('ol')?.replaceChildren(...rows);
};
