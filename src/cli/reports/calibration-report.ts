import type { CalibrationReport } from '../../app/calibrate/calibrate-model.js';
import { markdownTable } from './markdown-table.js';

/** What a calibration changed, feature by feature. */
export const calibrationText = ({ file, works, before, after }: CalibrationReport): string => {
  const rows = [...before].map(([name, nats]) => [name, nats.toFixed(4), (after.get(name) ?? 0).toFixed(4)]);
  return [
    `${file}: calibrated on ${works} works. How far what it writes is from them, nats a choice (0 is equal):\n\n`,
    markdownTable(['feature', 'before', 'after'], rows),
  ].join('');
};
