import { z } from 'zod';
import { BOUND_ACTIONS } from './bound-action.js';
import { CONTROL_NAMES } from './controls/control-declarations.js';

/** What may be put in the hand of a MIDI controller. */
export const bindableSchema = z.enum([...CONTROL_NAMES, ...BOUND_ACTIONS]);

/** The sustain pedal cannot be mapped. */
const SUSTAIN = 64;
/** From here on controllers are channel modes (all sound off and the like), not knobs. */
const FIRST_CHANNEL_MODE = 120;

/** Whether a controller number can be mapped. */
export const isKnob = (controller: number): boolean => controller !== SUSTAIN && controller < FIRST_CHANNEL_MODE;

/** Number of a controller that may be mapped. */
export const controllerSchema = z
  .int()
  .min(0)
  .max(127)
  .refine(isKnob, 'must be a controller from 0 to 119 other than 64, the pedal');

/** A control of the daemon in the hand of a MIDI controller. */
export const bindingSchema = z.strictObject({
  control: bindableSchema,
  /** MIDI channel, 0–15. */
  channel: z.int().min(0).max(15),
  /** Controller number. */
  controller: controllerSchema,
});

export type Binding = z.infer<typeof bindingSchema>;
export type Bindable = z.infer<typeof bindableSchema>;
