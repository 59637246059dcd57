import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { hasBrowser } from './browser.js';
import { lowContrast } from './contrast.js';
import { hearOnsets, loudness } from './page-ear.js';
import { DESKTOP, PHONE, TABLET, withPages, type PageVisitor } from './page-visitor.js';
import { MAIN, eventually, type RunningDaemon } from './running-daemon.js';
import { watchStream } from './watch-stream.js';

let browser: Browser;
let daemon: RunningDaemon;
let visitor: PageVisitor;

describe.skipIf(!hasBrowser || !existsSync(MAIN))(
  'the page in Chromium (needs /usr/bin/chromium and the build)',
  () => {
    withPages((test) => ({ browser, daemon, visitor } = test));

    it('lets the daemon be heard after one click, and seen', async () => {
      await daemon.start();
      const page = await visitor.open();
      expect(await loudness(page)).toBe(0);
      await visitor.listen(page);
      await visitor.untilAudible(page);
      await page.getByText(/Chopin · solo · bar \d+ beat \d/).waitFor();
      await daemon.send({ kind: 'transport', action: 'stop' });
      await visitor.untilSilent(page);
      expect(visitor.faults).toEqual([]);
    });

    /** Times of six keys as they were heard and played, seconds; undefined where the browser was too busy to listen. */
    const playAndHear = async (page: Page): Promise<{ heard: number[]; played: number[] } | undefined> => {
      const { events, close } = watchStream(daemon);
      await daemon.until(({ clients }) => clients === 2, 'the watcher is there');
      const hearing = hearOnsets(page, 6, 9);
      for (const waitMs of [900, 1130, 870, 1040, 960, 1210]) {
        await new Promise((resolve) => setTimeout(resolve, waitMs)); // these are the rhythm, not waits for something
        await daemon.send({ kind: 'key', pitch: 84, velocity: 100 });
        await daemon.send({ kind: 'key', pitch: 84, velocity: 0 });
      }
      const heard = await hearing;
      close();
      await daemon.until(({ clients }) => clients === 1, 'the watcher has gone');
      const played = events.flatMap((event) => (event.kind === 'note-on' ? [event.atMs / 1000] : []));
      return heard && { heard, played };
    };

    it('sounds notes on time: as far apart as they were played', async () => {
      await daemon.start('--mode', 'answer', '--answer-gap', '10000');
      const page = await visitor.open();
      await visitor.listen(page);
      const { heard, played } = await eventually(() => playAndHear(page), 'the browser heard all of a rhythm');
      expect([heard.length, played.length]).toEqual([6, 6]);
      const lags = heard.map((time, i) => (time - (played[i] ?? 0)) * 1000);
      const middle = lags.toSorted((a, b) => a - b)[3] ?? 0;
      const apart = lags.map((lag) => Math.abs(lag - middle)).toSorted((a, b) => a - b);
      process.stderr.write(`heard within ${apart.map((ms) => ms.toFixed(1)).join(', ')} ms of the rhythm\n`);
      expect(apart[3]).toBeLessThan(12);
      expect(apart[5]).toBeLessThan(60);
    });

    it('steers the daemon, and shows what others steer', async () => {
      await daemon.start();
      const page = await visitor.open();
      await page.getByRole('radio', { name: /^duet/ }).check({ force: true });
      await daemon.until(({ controls }) => controls.mode === 'duet', 'the mode is duet');
      await page.getByRole('slider', { name: 'Wildness' }).fill('1.3');
      await daemon.until(({ controls }) => controls.temperature === 1.3, 'the temperature is 1.3');
      await visitor.openMore(page);
      await page.getByLabel('Change tempo to').fill('150');
      await page.getByLabel('within').fill('0');
      await page.getByRole('button', { name: 'Change gradually' }).click();
      await daemon.until(({ controls }) => controls.tempo === 150, 'the tempo has glided to 150');
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await daemon.until(({ transport }) => transport.state === 'stopped', 'the music stands still');
      await daemon.send({ kind: 'set', controls: { temperature: 0.7 } });
      await eventually(
        async () => ((await page.getByRole('slider', { name: 'Wildness' }).inputValue()) === '0.7' ? true : undefined),
        'the page shows 0.7',
      );
      expect(visitor.faults).toEqual([]);
    });

    it('seeds an answer with the on-screen piano, and with letters and the keyboard alone', async () => {
      await daemon.start('--mode', 'answer', '--answer-at', 'now');
      const page = await visitor.open();
      await visitor.listen(page);
      const { events, close } = watchStream(daemon);
      for (const pitch of [60, 64, 67, 72]) {
        const box = await page.locator(`#piano [data-pitch="${pitch}"]`).boundingBox();
        if (!box) throw new Error('there is no such key');
        await page.mouse.move(box.x + box.width / 2, box.y + box.height - 5);
        await page.mouse.down();
        await visitor.untilAudible(page);
        await page.mouse.up();
      }
      await page.locator('#piano [data-pitch="60"]').focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Space');
      await page.locator('body').click({ position: { x: 5, y: 5 } });
      await page.keyboard.press('a');
      const struck = (voice: 'daemon' | 'player') =>
        events.flatMap((event) => (event.kind === 'note-on' && event.voice === voice ? [event] : []));
      await eventually(async () => (struck('daemon').length > 3 ? true : undefined), 'the daemon answers');
      close();
      expect(struck('player').map(({ pitch }) => pitch)).toEqual([60, 64, 67, 72, 61, 60]);
      const lastOfPlayer = struck('player').at(-1)?.atMs ?? 0;
      expect(struck('daemon')[0]?.atMs).toBeGreaterThan(lastOfPlayer);
      expect(visitor.faults).toEqual([]);
    });

    it('keeps the letters for the piano, and what was chosen while it waits for the bar line', async () => {
      await daemon.start('--tempo', '40');
      const page = await visitor.open();
      await page.getByText(/bar \d+ beat/).waitFor();
      await page.getByRole('radio', { name: /^answer/ }).check({ force: true });
      await page.locator('#latest').getByText('From the next bar line: answer.').waitFor();
      await page.getByRole('slider', { name: 'Wildness' }).focus();
      await page.keyboard.press('x');
      await page.locator('#latest').getByText('A is C 5').waitFor();
      await page.keyboard.down('a');
      await page.locator('#piano [data-pitch="72"].player').waitFor();
      await page.keyboard.up('a');
      expect(await page.getByRole('radio', { name: /^answer/ }).isChecked()).toBe(true);
      await daemon.until(({ controls }) => controls.mode === 'answer', 'the mode is answer');
      expect(visitor.faults).toEqual([]);
    });

    it('comes back when the daemon does, and is heard again', async () => {
      await daemon.start();
      const page = await visitor.open();
      await visitor.listen(page);
      await visitor.untilAudible(page);
      await daemon.stop();
      await page.locator('#notice').getByText('Trying again').waitFor();
      expect(await page.getByText(/bar \d+ beat/).isVisible()).toBe(false);
      expect(await page.getByRole('button', { name: 'Panic' }).isDisabled()).toBe(true);
      await visitor.untilSilent(page);
      await daemon.start();
      await page.getByText('Connected.').waitFor();
      await visitor.untilAudible(page);
      expect(visitor.faults).toEqual([]);
    });

    it('lists recordings, and plays, downloads and renders them', async () => {
      await daemon.start('--tempo', '300');
      const page = await visitor.open();
      await daemon.until(({ transport }) => transport.tick >= 0 && transport.state === 'running', 'music runs');
      await untilPlayed(4);
      await daemon.send({ kind: 'transport', action: 'stop' });
      await page.getByRole('button', { name: 'Keep the last minute' }).click();
      await visitor.openMore(page);
      const item = page.locator('#recordings li', { hasText: 'kept' }).first();
      await item.waitFor();
      const saved = (name: string): Promise<Buffer> =>
        visitor.saved(page, () => item.getByRole('button', { name: new RegExp(`^${name}`) }).click());
      expect((await saved('Download')).toString('latin1', 0, 4)).toBe('MThd');
      expect((await saved('Render')).toString('latin1', 0, 4)).toBe('RIFF');
      expect(
        z.object({ tracks: z.array(z.unknown()) }).parse(JSON.parse((await saved('JSON')).toString())),
      ).toBeTruthy();
      await item.getByRole('button', { name: /^Play/ }).click();
      await visitor.untilAudible(page);
      await item.getByText(/^\d+ s of \d+ s$/).waitFor();
      await page.getByRole('button', { name: 'Refresh' }).click();
      await item.getByText('Stop').waitFor();
      await item.getByRole('button', { name: /^Play/ }).click();
      await visitor.untilSilent(page);
      expect(visitor.faults).toEqual([]);
    });

    const untilPlayed = async (count: number): Promise<void> => {
      const { events, close } = watchStream(daemon);
      await eventually(
        async () => (events.filter(({ kind }) => kind === 'note-off').length >= count ? true : undefined),
        'some notes are played',
      );
      close();
    };

    it('lets nobody in without the token', async () => {
      await daemon.start();
      const page = await (await browser.newContext()).newPage();
      await page.goto(daemon.pageUrl);
      await page.locator('#notice').getByText('Open the complete address').waitFor();
      expect(await page.content()).not.toContain(daemon.token);
    });

    it('says so where one may only watch', async () => {
      await daemon.start('--open-reading');
      const page = await (await browser.newContext()).newPage();
      await page.goto(daemon.pageUrl);
      await page.getByText('You watch. To play, open the complete address').waitFor();
      expect(await page.getByRole('button', { name: 'Panic' }).isDisabled()).toBe(true);
      expect(await page.locator('#jam').isVisible()).toBe(false);
    });

    it('fits a phone, and can be read in light and dark', async () => {
      await daemon.start();
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const viewport of [PHONE, TABLET, DESKTOP]) {
          const page = await visitor.open({ viewport, colorScheme });
          await page.getByText(/bar \d+ beat/).waitFor();
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(width).toBeLessThanOrEqual(viewport.width);
          await visitor.openMore(page);
          expect(await lowContrast(page)).toEqual([]);
          const outline = (await page.locator('body').ariaSnapshot()).split('\n');
          const unnamed = outline.filter((line) =>
            /- (button|slider|checkbox|combobox|spinbutton|img)(:|$| \[)/.test(line),
          );
          expect(unnamed).toEqual([]);
          await page.close();
        }
      }
      expect(visitor.faults).toEqual([]);
    });
  },
);
