/** What sound is written as; the ending of a file's name. */
export const soundFormats = ['wav', 'ogg'] as const;
export type SoundFormat = (typeof soundFormats)[number];

/** The format that a file's name tells. */
export const formatOf = (file: string): SoundFormat | undefined =>
  soundFormats.find((format) => file.toLowerCase().endsWith(`.${format}`));
