import type { NoteSink } from '../../../src/performance/output/note-sink.js';

/** What reached a destination, as short words: `+60` struck, `-60` released, `p127` pedal. */
export class RecordingSink implements NoteSink {
  readonly heard: string[] = [];

  noteOn(channel: number, pitch: number): void {
    this.heard.push(`${channel}+${pitch}`);
  }

  noteOff(channel: number, pitch: number): void {
    this.heard.push(`${channel}-${pitch}`);
  }

  pedal(channel: number, value: number): void {
    this.heard.push(`${channel}p${value}`);
  }
}
