/** Where training music lies unless another folder is named. */
export const DEFAULT_DATA = 'data/classical-music-midi';
