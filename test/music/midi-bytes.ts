/** The bytes of text in ASCII. */
export const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

/** A number in `count` bytes, high byte first. */
export const bigEndian = (value: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.floor(value / 256 ** (count - 1 - i)) % 256);

/** A chunk whose length field says `length`, true or not. */
export const chunk = (id: string, data: readonly number[], length = data.length): number[] => [
  ...ascii(id),
  ...bigEndian(length, 4),
  ...data,
];

/** The header of a file; the division is 480 ticks per quarter unless said otherwise. */
export const header = (format: number, trackCount: number, division = 480): number[] =>
  chunk('MThd', [...bigEndian(format, 2), ...bigEndian(trackCount, 2), ...bigEndian(division, 2)]);

export const END_OF_TRACK = [0, 0xff, 0x2f, 0];

/** A meta event at the time of the event before it. */
export const meta = (type: number, data: readonly number[]): number[] => [0, 0xff, type, data.length, ...data];

/** A quarter note on channel 0 with velocity 64, 480 ticks after the event before it struck or ended. */
export const quarter = (pitch: number): number[] => [0, 0x90, pitch, 64, 0x83, 0x60, 0x80, pitch, 0];

/** C D E F G in quarters, without an end-of-track event. */
export const FIVE_NOTES = [60, 62, 64, 65, 67].flatMap(quarter);

/** One format 0 file of one track: the events given, then the end of the track. */
export const fileOf = (...events: (readonly number[])[]): Uint8Array =>
  Uint8Array.from([...header(0, 1), ...chunk('MTrk', [...events.flat(), ...END_OF_TRACK])]);

/** A file of the chunks given, in order. */
export const fileOfChunks = (...chunks: (readonly number[])[]): Uint8Array => Uint8Array.from(chunks.flat());
