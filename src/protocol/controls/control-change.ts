import type { ControlChange } from '../controls.js';
import type { ControlName } from './control-declarations.js';

/**
 * One control with a new value. What is put together by name TypeScript cannot know to fit; whoever receives the
 * change checks it by its schema, and tests turn every control in every way.
 */
export const changeOf = (name: ControlName, value: unknown): ControlChange => ({ [name]: value });
