import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import { addRenderOptions, type RenderOptions } from './render-options.js';

/** `render`: a .mid file as sound. */
export const registerRender = (program: Command, io: CommandIo): void => {
  const command = program
    .command('render')
    .description(
      'Turn a .mid file into sound, with the included piano or your own SoundFont: notes, pedal, tempo and programs, normalised to full level.',
    )
    .argument('<file.mid>', 'what to render, such as a recorded session');
  addRenderOptions(command).action(async (file: string, options: RenderOptions) => {
    const { renderFile } = await import('./render-file.js');
    await renderFile(file, options, io);
  });
};
