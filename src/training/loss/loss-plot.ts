import { createCanvas } from '@napi-rs/canvas';
import {
  Chart,
  Legend,
  LinearScale,
  LineElement,
  PointElement,
  ScatterController,
  Title,
  type ChartConfiguration,
  type ChartDataset,
  type ScatterDataPoint,
} from 'chart.js';
import type { EvaluationRecord } from '../trainer/training-plan.js';
import { plotFontFamily, registerPlotFont } from './plot-font.js';

Chart.register(Legend, LinearScale, LineElement, PointElement, ScatterController, Title);

const widthPixels = 1200;
const heightPixels = 750;
const ink = '#222222';
const gridInk = '#e3e3e3';

/**
 * Blue and vermilion of Okabe and Ito's palette: distinguishable for colour-blind readers, and by their markers in
 * print.
 */
const trainingInk = '#0072b2';
const validationInk = '#d55e00';

/** 850, 12 k, 1.25 M. */
export const shortCount = (count: number): string => {
  const trim = (value: number): string => String(Number(value.toPrecision(3)));
  if (count >= 1e6) return `${trim(count / 1e6)} M`;
  return count >= 1e4 ? `${trim(count / 1e3)} k` : String(count);
};

/** Unit of counting: notes of piano music, tokens of chorales, slots of plans. */
export type CountedUnit = 'note' | 'token' | 'slot';

const curve = (
  label: string,
  color: string,
  pointStyle: 'circle' | 'rectRot',
  data: ScatterDataPoint[],
): ChartDataset<'scatter'> => ({
  label,
  data,
  showLine: true,
  borderColor: color,
  backgroundColor: color,
  borderWidth: 3,
  pointStyle,
  pointRadius: data.length > 60 ? 0 : 5,
});

/** Circles the evaluation whose weights were kept. */
const bestRing = (history: readonly EvaluationRecord[]): ChartDataset<'scatter'>[] => {
  if (history.length === 0) return [];
  const best = history.reduce((low, record) => (record.validationLoss < low.validationLoss ? record : low));
  return [
    {
      label: `best: ${best.validationLoss.toFixed(3)}`,
      data: [{ x: best.notes, y: best.validationLoss }],
      borderColor: validationInk,
      backgroundColor: 'transparent',
      borderWidth: 3,
      pointRadius: 12,
    },
  ];
};

const font = (size: number, weight: 'normal' | 'bold' = 'normal') => ({ family: plotFontFamily, size, weight });

const axis = (title: string) => ({
  title: { display: true, text: title, color: ink, font: font(20), padding: 10 },
  ticks: { color: ink, font: font(17) },
  grid: { color: gridInk },
});

const configuration = (
  history: readonly EvaluationRecord[],
  title: string,
  unit: CountedUnit,
): ChartConfiguration<'scatter'> => {
  const points = (key: 'trainLoss' | 'validationLoss'): ScatterDataPoint[] =>
    history.map((record) => ({ x: record.notes, y: record[key] }));
  const x = axis(`${unit}s seen`);
  return {
    type: 'scatter',
    data: {
      datasets: [
        curve('training', trainingInk, 'circle', points('trainLoss')),
        curve('validation', validationInk, 'rectRot', points('validationLoss')),
        ...bestRing(history),
      ],
    },
    options: {
      animation: false,
      responsive: false,
      devicePixelRatio: 1,
      layout: { padding: { top: 12, right: 40, bottom: 12, left: 12 } },
      scales: {
        x: { ...x, beginAtZero: true, ticks: { ...x.ticks, callback: (value) => shortCount(Number(value)) } },
        y: { ...axis(`nats per ${unit}`), grace: '5%' },
      },
      plugins: {
        title: { display: true, text: title, color: ink, font: font(26, 'bold'), padding: 16 },
        legend: { labels: { usePointStyle: true, color: ink, font: font(19), padding: 24, boxHeight: 11 } },
      },
    },
  };
};

/** Training and validation loss against the notes (or tokens) seen, as the bytes of a PNG of 1200 × 750 pixels. */
export const plotLossHistory = (
  history: readonly EvaluationRecord[],
  title: string,
  unit: CountedUnit = 'note',
): Uint8Array => {
  registerPlotFont();
  const canvas = createCanvas(widthPixels, heightPixels);
  const context = canvas.getContext('2d');
  const chart = new Chart(canvas, configuration(history, title, unit));
  chart.draw();
  context.globalCompositeOperation = 'destination-over'; // a background under the drawing, which cleared the canvas first
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, widthPixels, heightPixels);
  const png = new Uint8Array(canvas.toBuffer('image/png'));
  chart.destroy();
  return png;
};
