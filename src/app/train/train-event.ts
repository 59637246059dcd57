import { durationText } from '../../shared/duration-text.js';
import type { CountedUnit } from '../../training/loss/loss-plot.js';
import type { EvaluationRecord, StepReport, StopReason } from '../../training/trainer/training-plan.js';
import type { RunContext } from '../run-context.js';

/** What is told of a training while it goes on. Losses in nats per unit. */
export type TrainEvent =
  /** Works to learn from and to validate on are counted. */
  | {
      readonly kind: 'begun';
      readonly name: string;
      readonly training: number;
      readonly validation: number;
      readonly engine: string;
    }
  /** What the model that is gone on from costs on the same unseen works. */
  | {
      readonly kind: 'compared';
      readonly name: string;
      readonly from: string;
      readonly nats: number;
      readonly unit: CountedUnit;
    }
  /** It goes on where it was cut short. */
  | { readonly kind: 'resumed'; readonly name: string; readonly pass: number }
  /** After every step. */
  | { readonly kind: 'step'; readonly report: StepReport; readonly unit: CountedUnit }
  | {
      readonly kind: 'evaluated';
      readonly record: EvaluationRecord;
      /** The best so far, which is saved. */
      readonly isBest: boolean;
      readonly unit: CountedUnit;
    }
  | { readonly kind: 'ended'; readonly name: string; readonly reason: StopReason; readonly seconds: number }
  /** There is a model. */
  | {
      readonly kind: 'trained';
      readonly name: string;
      readonly nats: number;
      /** Of the model that was gone on from. */
      readonly before?: number;
      readonly unit: CountedUnit;
      readonly file: string;
    }
  /** Files whose music other data folders hold too. */
  | { readonly kind: 'copies'; readonly files: number }
  /** A composer whose music cannot be learned, one of several. */
  | { readonly kind: 'passed-over'; readonly composer: string; readonly reason: string };

/** What a training may ask of its caller, and whom it tells how it goes. */
export interface TrainContext extends Pick<RunContext, 'env' | 'nowMs' | 'notice' | 'leftOut' | 'interruption'> {
  readonly emit: (event: TrainEvent) => void;
}

const endings: Readonly<Record<StopReason, string>> = {
  passes: 'all passes done',
  minutes: 'time is up; the same command goes on',
  patience: 'no progress any more',
  interrupted: 'interrupted; the same command goes on',
};

const stepText = ({ pass, passes, trainLoss, notesPerSecond, secondsLeft }: StepReport, unit: CountedUnit): string =>
  `pass ${pass.toFixed(2)} of ${passes} · loss ${trainLoss.toFixed(3)} · ` +
  `${Math.round(notesPerSecond)} ${unit}s/s · ${durationText(secondsLeft)} left`;

const evaluationText = ({ record, isBest, unit }: Extract<TrainEvent, { kind: 'evaluated' }>): string => {
  const { pass, trainLoss, validationLoss, natsPerNote, seconds } = record;
  return (
    `pass ${Math.round(pass)} after ${durationText(seconds)}: training ${trainLoss.toFixed(3)}, ` +
    `validation ${validationLoss.toFixed(3)}; ${natsPerNote.toFixed(3)} nats per ${unit}` +
    (isBest ? ' (best so far, saved)' : '')
  );
};

const trainedText = ({ name, nats, before, unit, file }: Extract<TrainEvent, { kind: 'trained' }>): string =>
  `${name}: ${nats.toFixed(3)} nats per ${unit} on unseen works` +
  `${before === undefined ? '' : ` (${before.toFixed(3)} before)`}, ${file}`;

/** An event as a line for people. */
export const trainEventText = (event: TrainEvent): string => {
  switch (event.kind) {
    case 'begun':
      return `${event.name}: learning from ${event.training} works, validating on ${event.validation}; ${event.engine}`;
    case 'compared':
      return `${event.name}: ${event.from} starts at ${event.nats.toFixed(3)} nats per ${event.unit} on these unseen works`;
    case 'resumed':
      return `${event.name}: goes on at pass ${event.pass.toFixed(1)}, where it was cut short; --no-resume begins again`;
    case 'step':
      return stepText(event.report, event.unit);
    case 'evaluated':
      return evaluationText(event);
    case 'ended':
      return `${event.name}: ${endings[event.reason]} after ${durationText(event.seconds)}`;
    case 'trained':
      return trainedText(event);
    case 'copies':
      return (
        `${event.files} file${event.files === 1 ? '' : 's'} left out: ` +
        'other data folders have the same music, mostly with more dynamics and pedal'
      );
    case 'passed-over':
      return `${event.composer}: skipped. ${event.reason}`;
  }
};
