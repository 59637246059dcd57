/** How to hear a .mid file, as one sentence. */
export const hearText = (file: string): string =>
  `To hear it, open it in any MIDI player or DAW, or turn it into sound: music-lstm-daemon render ${/\s/.test(file) ? JSON.stringify(file) : file}`;

/** What is said of a recording that is done. */
export const recordedText = ({ file, notes }: { readonly file: string; readonly notes: number }): string =>
  `Recorded ${notes} notes: ${file}. ${hearText(file)}`;
