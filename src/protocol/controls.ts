import { z } from 'zod';
import type { ControlDeclaration, NumberDeclaration, RegisterValue } from './controls/control-declaration.js';
import {
  CONTROL_NAMES,
  controlDeclarations,
  type ControlName,
  type Controls,
} from './controls/control-declarations.js';

export type { Controls } from './controls/control-declarations.js';

const keySchema = z.union([
  z.literal('off'),
  z
    .string()
    .regex(/^[A-G](#|b)? (major|minor)$/, 'must be a key such as "C major" or "F# minor", or off')
    .describe('A key such as "C major" or "F# minor"'),
]);

const registerSchema = z
  .strictObject({ lowest: z.int().min(0).max(127), highest: z.int().min(0).max(127) })
  .refine(({ lowest, highest }) => highest - lowest >= 11, 'must span at least an octave');

export const meterSchema = z.strictObject({
  numerator: z.int().min(1).max(32),
  denominator: z
    .int()
    .min(1)
    .max(32)
    .refine((value) => Number.isInteger(Math.log2(value)), 'must be 1, 2, 4, 8, 16 or 32'),
});

const numberSchema = ({ range: [least, most], whole, unset }: NumberDeclaration): z.ZodType => {
  const number = (whole === true ? z.int() : z.number()).min(least).max(most);
  return unset ? number.nullable() : number;
};

const valueSchema = (declaration: ControlDeclaration): z.ZodType => {
  switch (declaration.kind) {
    case 'number':
      return numberSchema(declaration);
    case 'choice':
      return z.enum(Object.keys(declaration.choices));
    case 'switch':
      return z.boolean();
    case 'composer':
      return z.string().min(1).max(200);
    case 'key':
      return keySchema;
    case 'meter':
      return meterSchema.clone();
    case 'register':
      return registerSchema.nullable();
  }
};

const unitText = (declaration: ControlDeclaration): string =>
  declaration.kind === 'number' && declaration.unit !== '' ? ` Unit: ${declaration.unit}.` : '';

type ControlShape = { readonly [Name in ControlName]: z.ZodType<Controls[Name]> };

/** Each control's schema, by its declaration; that they agree is what ValueOf says. */
const shape = Object.fromEntries(
  CONTROL_NAMES.map((name) => {
    const declaration = controlDeclarations[name];
    const description = declaration.help + unitText(declaration);
    return [name, valueSchema(declaration).meta({ title: declaration.label, description })];
  }),
) as unknown as ControlShape;

/** Every value that can be changed while the daemon plays. */
export const controlsSchema = z.strictObject(shape);

export type Mode = Controls['mode'];
export type Register = RegisterValue;

/** Fields may be omitted but not undefined: the keys are the controls that change. */
type Omissible<Shape extends z.ZodRawShape> = { [Name in keyof Shape]: z.ZodExactOptional<Shape[Name]> };

const omissible = <Shape extends z.ZodRawShape>(whole: Shape): Omissible<Shape> =>
  Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, z.exactOptional(value)])) as Omissible<Shape>;

/** Some controls with new values. */
export const controlChangeSchema = z
  .strictObject(omissible(controlsSchema.shape))
  .refine((change) => Object.keys(change).length > 0, 'must name at least one control');

export type ControlChange = z.infer<typeof controlChangeSchema>;
