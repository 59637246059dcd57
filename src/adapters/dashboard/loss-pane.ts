import type blessed from 'blessed';
import contrib from 'blessed-contrib';
import type { LossPoint, Snapshot, TrainingState } from '../../protocol/live-event.js';
import { frame } from './frame.js';
import type { Area } from './layout.js';
import type { Palette } from './palette.js';

/** What the chart calls the terminal's own colour. */
const OWN_COLOUR = 'normal';
/** Above the highest and below the lowest loss. */
const MARGIN = 0.05;

const format = (loss: number | null | undefined): string => loss?.toFixed(3) ?? '-';

/** The validation losses as a curve beside the others: what is not known yet stays as it was. */
const carriedOn = (history: readonly LossPoint[]): number[] => {
  let latest = history.find(({ validationLoss }) => validationLoss !== null)?.validationLoss ?? 0;
  return history.map(({ validationLoss }) => (latest = validationLoss ?? latest));
};

/** Before there are any. */
const beginning = (training: TrainingState | null): string =>
  training ? `loss: none yet of ${training.model}` : 'loss';

/** Whether there is something to show: a training, or what came of one. */
export const hasLosses = ({ lossHistory, training }: Pick<Snapshot, 'lossHistory' | 'training'>): boolean =>
  lossHistory.length > 0 || training !== null;

/** The losses of the training, as curves with their latest values. */
export class LossPane {
  readonly #screen: blessed.Widgets.Screen;
  readonly #palette: Palette | null;
  /** There while it has room: a chart without any cannot be made. */
  #chart: contrib.Widgets.LineElement | undefined;
  #shown: readonly LossPoint[] | undefined;

  constructor(screen: blessed.Widgets.Screen, palette: Palette | null) {
    this.#screen = screen;
    this.#palette = palette;
  }

  /** Puts it somewhere, or away; the chart measures itself only when it is put on a screen. */
  place(area: Area | null): void {
    this.#chart?.destroy();
    this.#shown = undefined;
    this.#chart = area === null ? undefined : this.#makeChart(area);
    if (!this.#chart) return;
    this.#screen.append(this.#chart);
    this.#chart.setBack(); // the help lies above it
  }

  #makeChart(area: Area) {
    const palette = this.#palette;
    return contrib.line({
      ...frame('loss', palette),
      ...area,
      style: {
        ...(palette ? { border: { fg: palette.frame } } : {}),
        line: palette?.curves[0] ?? OWN_COLOUR,
        text: palette?.axis ?? OWN_COLOUR,
        baseline: palette?.axis ?? OWN_COLOUR,
      },
      xLabelPadding: 2,
      xPadding: 3,
      numYLabels: 3,
      showLegend: false,
    });
  }

  /** `width` is what the label may take. */
  show(history: readonly LossPoint[], training: TrainingState | null, width: number): void {
    if (!this.#chart || history === this.#shown) return;
    this.#shown = history;
    const latest = history.at(-1);
    this.#chart.setLabel(latest ? ` ${this.#label(history, latest, training, width)} ` : ` ${beginning(training)} `);
    if (!latest) return;
    const x = history.map(({ pass }) => String(Math.round(pass * 10) / 10));
    const trained = history.map(({ trainingLoss }) => trainingLoss);
    const seen = history.some(({ validationLoss }) => validationLoss !== null) ? carriedOn(history) : [];
    this.#chart.options.minY = Math.min(...trained, ...seen) * (1 - MARGIN);
    this.#chart.options.maxY = Math.max(...trained, ...seen) * (1 + MARGIN);
    const curve = (title: string, y: number[], colour: string | undefined) =>
      y.length === 0 ? [] : [{ title, x, y, style: { line: colour ?? OWN_COLOUR } }];
    this.#chart.setData([
      ...curve('training', trained, this.#palette?.curves[0]),
      ...curve('validation', seen, this.#palette?.curves[1]),
    ]);
  }

  #label(history: readonly LossPoint[], latest: LossPoint, training: TrainingState | null, width: number): string {
    const { model = '', pass = latest.pass, state = 'done' } = training ?? {};
    const seen = history.findLast(({ validationLoss }) => validationLoss !== null)?.validationLoss;
    const ink = (colour: string | undefined, text: string): string => (colour ? `{${colour}-fg}${text}{/}` : text);
    const [trained, validated] = [`training ${format(latest.trainingLoss)}`, `validation ${format(seen)}`];
    const passText = `pass ${Math.round(pass * 10) / 10}`;
    const room = width - trained.length - validated.length - 6; // two gaps, and the frame's own spaces
    const about = [`${model} ${state} ${passText}`, `${model} ${passText}`].find(({ length }) => length <= room);
    const losses = [ink(this.#palette?.curves[0], trained), ink(this.#palette?.curves[1], validated)];
    return [...(about === undefined ? [] : [about]), ...losses].join('  ');
  }
}
