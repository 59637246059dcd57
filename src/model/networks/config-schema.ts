import { z } from 'zod';

/** As FieldRelation. */
const relationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('near'),
    column: z.string(),
    offsets: z.array(z.int()).max(256).readonly(),
    beyond: z.boolean().exactOptional(),
  }),
  z.object({
    kind: z.literal('residue'),
    column: z.string(),
    modulus: z.int().min(1).max(256),
    distances: z.array(z.int().nonnegative()).max(256).readonly(),
  }),
  z.object({
    kind: z.literal('residues'),
    columns: z.array(z.string()).min(1).max(16).readonly(),
    bits: z.int().min(1).max(16),
  }),
]);

const fieldSchema = z.object({
  name: z.string().min(1),
  size: z.int().positive(),
  role: z.enum(['predicted', 'given']),
  knownBefore: z.string().exactOptional(),
  echoes: z.array(z.string()).readonly().exactOptional(),
  heads: z.array(z.string()).readonly().exactOptional(),
  relations: z
    .object({ below: z.int().positive(), features: z.array(relationSchema).max(64).readonly() })
    .exactOptional(),
});

/** What the config of every kind of network has, as in CommonConfig. */
export const commonFields = {
  schema: z.array(fieldSchema).min(1).readonly(),
  embedding: z.int().positive(),
  units: z.int().positive(),
  layers: z.int().positive(),
  headUnits: z.int().positive(),
  skip: z.boolean().exactOptional(),
};
