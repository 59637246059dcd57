import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import { addRenderOptions, type RenderOptions } from './render-options.js';

/** `render`: a .mid file as sound. */
export const registerRender = (program: Command, io: CommandIo): void => {
  const command = program
    .command('render')
    .description(
      'Turn a .mid file into sound, with the piano that comes along or your own SoundFont: notes, pedal, tempo and programs, at full loudness.',
    )
    .argument('<file.mid>', 'what to render, e.g. a recorded session');
  addRenderOptions(command).action(async (file: string, options: RenderOptions) => {
    const { renderFile } = await import('./render-file.js');
    await renderFile(file, options, io);
  });
};
