import { describe, expect, it } from 'vitest';
import { sessionHeaderSchema } from '../../../src/adapters/recording/session-schema.js';
import { header } from './recorder-stand.js';

describe('the header of a recording', () => {
  it('from before there was a quote limit has none', () => {
    const { quoteLimit: _, ...controls } = header().controls;
    expect(sessionHeaderSchema.parse({ ...header(), controls }).controls.quoteLimit).toBeNull();
  });
});
