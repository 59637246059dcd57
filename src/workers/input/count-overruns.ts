/** What the MIDI library prints where the sequencer has lost messages, since they came faster than they were read. */
const OVERRUN = /input buffer overrun|unknown MIDI input error/g;

/** How many times a text says that messages were lost: the library tells of it in no other way. */
export const countOverruns = (text: string): number => text.match(OVERRUN)?.length ?? 0;
