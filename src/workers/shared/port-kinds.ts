/** A kind of inputs or outputs, told by what the names of its ports begin with. */
export interface PortKind {
  /** Such as `osc:` of `osc:9000`; empty for MIDI ports, whose names are given by others. */
  readonly prefix: string;
}

interface NamedPort {
  readonly name: string;
  readonly kind: 'virtual' | 'hardware';
}

/** The kind of a port: one of those with a prefix, else MIDI. A virtual port is always a MIDI port, whatever its name. */
export const kindOfPort = <Kind extends PortKind>({ name, kind }: NamedPort, kinds: readonly Kind[]): Kind => {
  const isNamed = ({ prefix }: Kind): boolean => prefix !== '' && kind === 'hardware' && name.startsWith(prefix);
  const found = kinds.find(isNamed) ?? kinds.find(({ prefix }) => prefix === '');
  if (!found) throw new Error('no kind takes MIDI ports');
  return found;
};
