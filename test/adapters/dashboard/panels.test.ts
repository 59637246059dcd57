import { describe, expect, it } from 'vitest';
import { keyFeedback } from '../../../src/adapters/dashboard/key-feedback.js';
import { MessageLog } from '../../../src/adapters/dashboard/message-log.js';
import { pageCard } from '../../../src/adapters/dashboard/page-card.js';
import { panelText, type PanelView } from '../../../src/adapters/dashboard/panels.js';
import { plainSnapshot } from '../../protocol/plain-snapshot.js';

const view = (change: Partial<PanelView['snapshot']> = {}): PanelView => ({
  snapshot: { ...plainSnapshot, ...change },
  messages: [
    { at: new Date(2026, 0, 1, 12, 0, 5), text: 'one' },
    { at: new Date(2026, 0, 1, 12, 0, 6), text: 'two words that are too long for one line' },
  ],
});

describe('panels', () => {
  it('show the latest messages with their times, the last at the bottom', () => {
    expect(panelText('messages', view(), 30, 3).split('\n')).toEqual([
      '12:00:05 one',
      '12:00:06 two words that are',
      '         too long for one line',
    ]);
    expect(panelText('messages', view(), 30, 1)).toBe('         too long for one line');
  });

  it('show whom one sounds like as bars, or how to find out', () => {
    const likeness = { notes: 40, composers: [{ composer: 'Chopin', share: 0.5 }] };
    expect(panelText('likeness', view({ likeness }), 29, 5)).toBe('Chopin        ▇▇▇▇▇ 50 %');
    expect(panelText('likeness', view(), 80, 5)).toContain('Play some notes');
  });

  it('show the model, and who is being trained', () => {
    const training = {
      ...{ model: 'Ada', pass: 3, passes: 60, trainingLoss: 2, validationLoss: 2.5 },
      ...{ state: 'running' as const, message: 'training Ada' },
    };
    const text = panelText('training', view({ training }), 80, 6);
    expect(text).toContain('model: base, trained on 171,234 notes of Chopin (known well)');
    expect(text).toContain('training: Ada, pass 3.0 of 60, loss 2.500');
  });

  it('say that a training has only begun', () => {
    const begun = { model: 'Ada', pass: 0, passes: 0, trainingLoss: null, validationLoss: null, message: '' };
    const text = panelText('training', view({ training: { ...begun, state: 'running' } }), 80, 6);
    expect(text).toContain('training: Ada, reading its music');
  });

  it('show ports, and what helps where there are none', () => {
    const ports = [{ name: 'Keys', direction: 'in', kind: 'hardware', connected: false }] as const;
    expect(panelText('ports', view({ ports: [...ports] }), 40, 3)).toBe('in  Keys (away)');
    expect(panelText('ports', view(), 40, 3)).toContain('o to hear it');
  });
});

describe('every key that changes something', () => {
  it('says so, and when it will be heard', () => {
    expect(keyFeedback({ kind: 'set', controls: { tempo: 90 } })).toBe('tempo: 90 bpm');
    expect(keyFeedback({ kind: 'set', controls: { composer: 'Joplin' } })).toBe(
      'composer: Joplin, from the next bar line',
    );
    expect(keyFeedback({ kind: 'adapt', action: 'on' })).toMatch(/^Adapts to what you play/);
    expect(keyFeedback({ kind: 'transport', action: 'stop' })).toMatch(/^Stopped/);
  });
});

describe('messages', () => {
  it('stand for a while, and can be read again', () => {
    const log = new MessageLog();
    log.say({ level: 'info', text: 'one' }, 0);
    log.say({ level: 'error', text: 'two' }, 100);
    expect(log.standing(6000)).toEqual({ level: 'error', text: 'two' });
    expect(log.standing(6200)).toBeUndefined();
    expect(log.all.map(({ text }) => text)).toEqual(['one', 'two']);
  });
});

describe('the card of the page', () => {
  const local = 'http://127.0.0.1:8585/in/abcd2345';

  it('has the link, and a QR code where there is room', () => {
    const { lines, linkLine } = pageCard(local, 80, 24);
    expect(lines[linkLine]).toBe(local);
    expect(lines.join('')).toMatch(/[█▀▄]{5}/);
    expect(lines.length + 2).toBeLessThanOrEqual(24);
    expect(pageCard(local, 80, 16).lines.join('')).not.toMatch(/[█▀▄]/);
  });

  it('says whether a phone can open it', () => {
    expect(pageCard(local, 80, 24).lines.at(-1)).toContain('--bind 0.0.0.0');
    expect(pageCard('http://192.168.1.2:8585/in/abcd2345', 80, 24).lines.at(-1)).toContain('Any machine');
  });
});
