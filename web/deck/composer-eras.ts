/** Composers of the models that come with the program, by their era; of others nothing is known here. */
const composersByEra: Readonly<Record<string, readonly string[]>> = {
  Renaissance: ['Banchieri', 'Titelouze'],
  Baroque: ['Bach', 'Buxtehude', 'Dandrieu', 'Handel', 'Muffat', 'Rameau', 'Scarlatti', 'Weckmann', 'chorale'],
  Classical: ['Bach_CPE', 'Beethoven', 'Benda', 'Clementi', 'Haydn', 'Kuhlau', 'Mozart', 'Pleyel', 'Wanhal'],
  Romantic: [
    'Bizet',
    'Blumenthal',
    'Brahms',
    'Burgmueller',
    'Chaminade',
    'Chopin',
    'Czerny',
    'Grieg',
    'Holmes',
    'Jaell',
    'Lang',
    'Liszt',
    'Mendelssohn',
    'Minkus',
    'Mussorgsky',
    'Rachmaninoff',
    'Reger',
    'Rimsky-Korsakov',
    'Schubert',
    'Schumann',
    'Sousa',
    'Strauss',
    'Tchaikovsky',
    'Verdi',
    'Viardot',
    'Wolf',
  ],
  Modern: ['Debussy', 'Satie', 'Stanchinsky'],
  Ragtime: ['Joplin', 'Turpin'],
};

const eras: ReadonlyMap<string, string> = new Map(
  Object.entries(composersByEra).flatMap(([era, composers]) => composers.map((composer) => [composer, era])),
);

/** The era of a composer, also of one whose name bears its model's: `Bach (base)`; undefined where it is not known. */
export const eraOf = (composer: string): string | undefined => eras.get(composer.replace(/ \(.*\)$/, ''));
