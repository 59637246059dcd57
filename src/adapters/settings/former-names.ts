import type Conf from 'conf';
import { z } from 'zod';
import { presentName, withPresentNames } from '../../protocol/controls/control-names.js';

const bindingsSchema = z.array(z.looseObject({ control: z.string() }));

/** Every control got the one name that it has everywhere. */
export const renameControls = (store: Pick<Conf, 'get' | 'set'>): void => {
  const controls = z.record(z.string(), z.unknown()).safeParse(store.get('controls'));
  if (controls.success) store.set('controls', withPresentNames(controls.data));
  const bindings = bindingsSchema.safeParse(store.get('bindings'));
  if (!bindings.success) return;
  store.set(
    'bindings',
    bindings.data.map((binding) => ({ ...binding, control: presentName(binding.control) })),
  );
};
