import { describe, expect, it } from 'vitest';
import { findPlayableModel, type BlendableModel } from '../../../src/composer/models/blended-model.js';
import { styleEmbeddingId } from '../../../src/composer/models/style-embedding-id.js';
import { COMPOSER_SLOTS, pianoColumn } from '../../../src/encoding/piano/piano-schema.js';

const voices: readonly BlendableModel[] = [
  { name: 'Chopin (base)', file: 'base', composer: 'Chopin' },
  { name: 'Joplin', file: 'base', composer: 'Joplin' },
  { name: 'base', file: 'base', composer: null },
  { name: 'Satie', file: 'own', composer: null },
  { name: 'odd+name', file: 'odd', composer: null },
];

describe('a blended voice', () => {
  it('begins with whoever has most of it, and is named by its voices in full', () => {
    const voice = findPlayableModel(voices, 'joplin:30+chopin:70');
    expect(voice).toMatchObject({ name: 'Joplin:30+Chopin (base):70', file: 'base', composer: 'Chopin' });
    expect(voice.blend).toEqual([
      { voice: 'Joplin', composer: 'Joplin', percent: 30 },
      { voice: 'Chopin (base)', composer: 'Chopin', percent: 70 },
    ]);
    expect(findPlayableModel(voices, voice.name)).toEqual(voice);
  });

  it('of one composer is that composer, and a name with a plus is a name', () => {
    expect(findPlayableModel(voices, 'Joplin:5')).toBe(voices[1]);
    expect(findPlayableModel(voices, 'ODD+name')).toBe(voices[4]);
  });

  it('is of one model, and the error says who goes with whom', () => {
    expect(() => findPlayableModel(voices, 'Joplin+Satie')).toThrow(/Joplin and Satie belong to different models .* go Chopin \(base\), base\.$/);
    expect(() => findPlayableModel(voices, 'Satie+Joplin')).toThrow('Satie can be blended with nobody');
    expect(() => findPlayableModel(voices, 'Joplin:1+Chopin')).toThrow('give every composer a share');
    expect(() => findPlayableModel(voices, 'Joplin+Nobody')).toThrow(/No composer or model "Nobody".*Joplin/);
  });

  it('has the weights of its shares in the network, the model itself as nobody', () => {
    const asked: unknown[] = [];
    const model = {
      blend: (...blend: readonly unknown[]): number => {
        asked.push(blend);
        return 200;
      },
    };
    const card = { composers: ['Bach', 'Chopin', 'Joplin'] };
    expect(styleEmbeddingId(findPlayableModel(voices, 'Chopin (base):25+base:75'), card, model)).toBe(200);
    expect(asked).toEqual([
      [
        pianoColumn.composer,
        [
          { id: 1, weight: 0.25 },
          { id: COMPOSER_SLOTS, weight: 0.75 },
        ],
      ],
    ]);
    expect(styleEmbeddingId(voices[1], card, model)).toBe(2);
  });
});
