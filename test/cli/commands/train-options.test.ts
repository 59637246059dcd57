import { Command } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { RecordedIo } from '../recorded-io.js';

// As the author of a third kind of network would add its row.
vi.mock(import('../../../src/model/networks/hyperparameters.js'), async (load) => {
  const all = await load();
  const bag = { layers: 7, learningRate: 0.003, ownSizes: { memory: { default: 16, most: 99, help: 'events kept' } } };
  Object.assign(all.hyperparameters, { bag });
  return { ...all, NETWORK_KIND_NAMES: [...all.NETWORK_KIND_NAMES, 'bag' as never] };
});

const { registerTrain } = await import('../../../src/cli/commands/train.js');

const train = (): Command => {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => 0 });
  registerTrain(program, new RecordedIo());
  return program.commands[0];
};

describe('the options of train', () => {
  it('follow from the hyperparameters of every kind of network', () => {
    const help = train().helpInformation().replaceAll(/\s+/g, ' ');
    expect(help).toContain('--network <kind> kind of network (default: lstm) (choices: "lstm", "transformer", "bag")');
    expect(help).toContain('--layers <n> layers (default: 2, of a transformer 4, of a bag 7)');
    expect(help).toContain('--heads <n> of a transformer: attention heads (default: 4)');
    expect(help).toContain('--memory <n> of a bag: events kept (default: 16)');
    expect(help).toContain('highest learning rate (default: 0.003, of a transformer 0.001)');
  });

  it('take sizes within the range of their kind', () => {
    const options = (...args: string[]) => {
      const command = train().action(() => undefined);
      return command.parse(args, { from: 'user' }).opts();
    };
    expect(options('--network', 'bag', '--memory', '99')).toMatchObject({ network: 'bag', memory: 99 });
    expect(() => options('--memory', '100')).toThrow();
    expect(() => options('--network', 'perceptron')).toThrow();
  });
});
