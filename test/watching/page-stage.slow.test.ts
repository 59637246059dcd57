import { existsSync } from 'node:fs';
import { Midi } from '@tonejs/midi';
import type { Browser, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { hasBrowser } from './browser.js';
import { PHONE, withPages, type PageVisitor } from './page-visitor.js';
import { MAIN, eventually, type RunningDaemon } from './running-daemon.js';

const MOST_SCRIPT = 400_000;
/** Of a finger, CSS pixels. */
const LEAST_TARGET = 44;

let browser: Browser;
let daemon: RunningDaemon;
let visitor: PageVisitor;

/** The brightest colour of a few pixels of a canvas, over the middle of a key and just above it. */
const lightOver = (page: Page, pitch: number): Promise<number> =>
  page.evaluate((wanted) => {
    const key = document.querySelector(`#piano [data-pitch="${wanted}"]`)?.getBoundingClientRect();
    const roll = document.querySelector<HTMLCanvasElement>('#roll');
    if (!key || !roll) return -1;
    const scale = roll.width / roll.clientWidth;
    const x = Math.round((key.left + key.width / 2) * scale);
    const data = roll.getContext('2d')?.getImageData(x - 4, roll.height - 12, 8, 8).data;
    return Math.max(...(data ?? [-1]).filter((_, i) => i % 4 === 3));
  }, pitch);

describe.skipIf(!hasBrowser || !existsSync(MAIN))(
  'the stage of the page (needs /usr/bin/chromium and the build)',
  () => {
    // hooks run in reverse: this comes after the page is closed and the daemon has ended
    afterEach(() => expect(visitor.faults).toEqual([]));
    withPages((test) => ({ browser, daemon, visitor } = test));

    it('jams after one press, with little script before it', async () => {
      await daemon.start('--answer-at', 'now');
      const scripts: string[] = [];
      browser.on('context', (context) => context.on('request', (request) => void scripts.push(request.url())));
      const page = await visitor.open();
      const sizes = scripts
        .filter((url) => url.endsWith('.js'))
        .map(async (url) => (await (await fetch(url)).arrayBuffer()).byteLength);
      const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
      expect(total).toBeGreaterThan(0);
      expect(total).toBeLessThan(MOST_SCRIPT);
      await page.getByRole('button', { name: 'Jam' }).click();
      await page.getByRole('button', { name: 'Sound is on' }).waitFor();
      await daemon.until(({ controls }) => controls.mode === 'answer', 'the mode is answer');
      await page.locator('#jam-hint').getByText('Play a few notes and pause.').waitFor();
      for (const letter of ['a', 'd', 'g']) await page.keyboard.press(letter);
      await visitor.untilAudible(page);
      await daemon.until(({ sounding }) => sounding.some(({ voice }) => voice === 'daemon'), 'the daemon answers');
      expect(await page.locator('#jam').isVisible()).toBe(false);
    });

    it('draws a note over its key, and the notes of both in different ways', async () => {
      await daemon.start('--mode', 'answer', '--answer-gap', '10000');
      const page = await visitor.open();
      await page.keyboard.down('a');
      await eventually(async () => ((await lightOver(page, 60)) > 200 ? true : undefined), 'C 4 is lit');
      expect(await lightOver(page, 72)).toBeLessThan(60);
      expect(await page.locator('#piano .player').getAttribute('aria-label')).toBe('C4');
      await page.keyboard.up('a');
    });

    it('plays and stops with the space bar, also after a button was clicked; ? shows the keys', async () => {
      await daemon.start();
      const page = await visitor.open();
      await page.getByRole('button', { name: 'Like' }).click();
      await page.keyboard.press('Space');
      await daemon.until(({ transport }) => transport.state === 'stopped', 'it is stopped');
      await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
      await page.keyboard.press('Space');
      await daemon.until(({ transport }) => transport.state !== 'stopped', 'it plays');
      await page.keyboard.press('?');
      await page.getByRole('heading', { name: 'Keys' }).waitFor();
    });

    it('offers composers by name and by era, and keeps the letters of the search', async () => {
      await daemon.start('--tempo', '300');
      const page = await visitor.open();
      await page.getByRole('button', { name: /^Composer: Chopin/ }).click();
      const search = page.getByRole('searchbox', { name: 'Find a composer' });
      await search.fill('nobody of that name');
      await page.getByText('Nobody has this name.').waitFor();
      await search.fill('');
      await search.pressSequentially('ragtime jo');
      expect(await page.locator('#composer-list li:visible').allTextContents()).toHaveLength(1);
      expect((await daemon.status()).sounding.some(({ voice }) => voice === 'player')).toBe(false);
      await search.press('Enter');
      await daemon.until(({ controls }) => controls.composer === 'Joplin', 'Joplin plays');
      await page.getByRole('button', { name: /^Composer: Joplin Ragtime · known/ }).waitFor();
    });

    it('sets several controls with a card, takes that back, and keeps own cards', async () => {
      await daemon.start('--tempo', '200');
      const page = await visitor.open();
      await page.getByRole('button', { name: /^Bach joins in/ }).click();
      await daemon.until(
        ({ controls }) => controls.composer === 'Bach' && controls.mode === 'duet' && controls.tempo === 84,
        'Bach joins in',
      );
      await page.getByRole('button', { name: 'Undo' }).click();
      await daemon.until(
        ({ controls }) => controls.composer === 'Chopin' && controls.mode === 'solo' && controls.tempo === 200,
        'all is as before',
      );
      await page.getByLabel('Save the controls').fill('Mine');
      await page.getByRole('button', { name: 'Save preset' }).click();
      await page.reload();
      await page.getByRole('button', { name: 'Remove the preset Mine' }).click();
      await expect.poll(() => page.getByRole('button', { name: /^Mine/ }).count()).toBe(0);
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('button', { name: /^Mine/ }).waitFor();
    });

    it('gives the last 30 seconds as .mid, as JSON and as a picture', async () => {
      await daemon.start('--mode', 'answer', '--answer-at', 'now');
      const page = await visitor.open();
      await page.getByRole('button', { name: '.mid' }).click();
      await page.locator('#latest').getByText('Nothing was played').waitFor();
      await page.keyboard.press('a');
      await page.locator('#piano .daemon').first().waitFor();
      const save = (name: string): Promise<Buffer> =>
        visitor.saved(page, () => page.getByRole('button', { name, exact: true }).click());
      const tracks = new Midi(await save('.mid')).tracks.map(({ name }) => name);
      expect(tracks).toEqual(['Daemon', 'Player']);
      expect((await save('JSON')).toString()).toMatch(/^\{"header":/);
      expect((await save('Picture')).toString('latin1', 1, 4)).toBe('PNG');
    });

    it('finds what is under More by its words', async () => {
      await daemon.start();
      const page = await visitor.open();
      await visitor.openMore(page);
      await page.getByRole('searchbox', { name: 'Find', exact: true }).fill('triplet');
      expect(await page.getByRole('slider', { name: 'Swing' }).isVisible()).toBe(true);
      expect(await page.getByRole('slider', { name: 'Density' }).isVisible()).toBe(false);
      expect(await page.getByRole('heading', { name: 'Recordings' }).isVisible()).toBe(false);
    });

    it('draws nothing while it is out of sight', async () => {
      await daemon.start();
      const page = await visitor.open({ viewport: PHONE });
      await visitor.openMore(page);
      /** Whether anything is drawn on the roll, which is wiped first, within twenty frames. */
      const isDrawn = (): Promise<boolean> =>
        page.evaluate(async () => {
          const roll = document.querySelector<HTMLCanvasElement>('#roll');
          const context = roll?.getContext('2d');
          if (!roll || !context) throw new Error('there is no roll');
          context.clearRect(0, 0, roll.width, roll.height);
          for (let i = 0; i < 20; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
          return context.getImageData(0, 0, roll.width, roll.height).data.some((value) => value > 0);
        });
      await page.evaluate(() => window.scrollTo(0, 0));
      await eventually(async () => ((await isDrawn()) ? true : undefined), 'the stage is drawn');
      await page.evaluate(() => window.scrollTo(0, 2000));
      await eventually(async () => ((await isDrawn()) ? undefined : true), 'nothing is drawn');
    });

    it('asks about MIDI at a click and not before', async () => {
      await daemon.start();
      const page = await visitor.open();
      await page.addInitScript(() => {
        navigator.requestMIDIAccess = () => {
          document.body.dataset.asked = 'yes';
          return Promise.reject(new Error('refused'));
        };
      });
      await page.reload();
      await visitor.openMore(page);
      expect(await page.locator('body').getAttribute('data-asked')).toBe(null);
      await page.getByRole('button', { name: 'Use a MIDI keyboard' }).click();
      await page.getByText('The browser may not use MIDI.').waitFor();
      expect(await page.locator('body').getAttribute('data-asked')).toBe('yes');
    });

    it('can be played with a finger on a phone: wide keys, octaves by buttons, nothing too small', async () => {
      await daemon.start('--mode', 'answer');
      const page = await visitor.open({ viewport: PHONE, hasTouch: true, isMobile: true });
      const widths = await page
        .locator('#piano button:not(.black):visible')
        .evaluateAll((keys) => keys.map((key) => key.getBoundingClientRect().width));
      expect(widths).toHaveLength(8);
      expect(Math.min(...widths)).toBeGreaterThanOrEqual(LEAST_TARGET);
      await page.getByRole('button', { name: 'An octave up' }).click();
      await page.locator('#piano [data-pitch="72"]').tap();
      await page.locator('#octave-name').getByText('C5 – C6').waitFor();
      const small = await page
        .locator('button:visible, summary:visible, input[type="text"]:visible, input[type="search"]:visible')
        .evaluateAll((targets, least) => {
          const isSmall = (target: Element): boolean => {
            const { width, height } = target.getBoundingClientRect();
            return Math.min(width, height) < least && !target.classList.contains('black');
          };
          return targets.filter(isSmall).map(({ outerHTML }) => outerHTML);
        }, LEAST_TARGET);
      expect(small).toEqual([]);
    });
  },
);
