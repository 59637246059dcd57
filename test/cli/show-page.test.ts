import { describe, expect, it } from 'vitest';
import { pageLines } from '../../src/cli/page-lines.js';
import { showPage } from '../../src/cli/show-page.js';
import { RecordedIo } from './recorded-io.js';

const link = 'http://192.168.1.20:8585/in/abcd2345';

const shown = async (
  change: { readonly isInteractive?: boolean; readonly env?: NodeJS.ProcessEnv },
  open: 'auto' | 'on' | 'off' = 'auto',
  hasDashboard = false,
) => {
  const io = new RecordedIo();
  await showPage(link, { open, hasDashboard }, io.as(change));
  return { out: io.out, err: io.err };
};

describe('the way to the page', () => {
  it('is a QR code on a terminal without a dashboard', async () => {
    expect((await shown({ isInteractive: true })).out).toMatch(/[█▀▄]{5}/);
  });

  it('is no picture in a log, on a terminal that cannot draw, nor where the dashboard has it', async () => {
    expect(await shown({})).toEqual({ out: '', err: '' });
    expect(await shown({ isInteractive: true, env: { TERM: 'dumb' } })).toEqual({ out: '', err: '' });
    expect(await shown({ isInteractive: true }, 'auto', true)).toEqual({ out: '', err: '' });
  });

  it('is no picture where no phone reaches it', async () => {
    const io = new RecordedIo();
    const local = 'http://127.0.0.1:8585/in/abcd2345';
    await showPage(local, { open: 'auto', hasDashboard: false }, io.as({ isInteractive: true }));
    expect(io.out).toBe('');
  });

  it('is told where --open finds no browser', async () => {
    expect((await shown({ env: { CI: '1' } }, 'on')).err).toBe(
      `note: there is no browser on this screen; open ${link}\n`,
    );
  });

  it('is a short link for people, and the whole address for programs', () => {
    const [short, full] = pageLines({ pageUrl: 'http://127.0.0.1:8585/', pid: 1 }, 's3cret');
    expect(short).toMatch(/^page: http:\/\/127[.]0[.]0[.]1:8585\/in\/\w{8}$/);
    expect(full).toBe('full address: http://127.0.0.1:8585/#token=s3cret');
    expect(pageLines({ pageUrl: null, pid: 1 }, 's3cret')).toEqual(['page: none']);
  });
});
