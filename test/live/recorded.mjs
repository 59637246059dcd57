// What the daemon recorded, read back by this suite's own few lines and by other programs.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const files = (folder, ending) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => path.join(folder, name));

export const midiFiles = (folder) => files(folder, '.mid');
export const logFiles = (folder) => files(folder, '.session.jsonl');

/** The events of a session's log; a torn last line is left out. */
export const logEvents = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });

/** Onsets of the daemon's notes as midicsv reads them: {tick, pitch}. */
export const notesByMidicsv = (file) =>
  execFileSync('midicsv', [file], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.split(', '))
    .filter(([, , type, , , velocity]) => type === 'Note_on_c' && Number(velocity) > 0)
    .map(([track, tick, , , pitch]) => ({ track: Number(track), tick: Number(tick), pitch: Number(pitch) }));

/** The times in seconds of all note-ons as mido reads them, with the tempo map. */
export const notesByMido = (file) => {
  const program = `
import json, sys, mido
now, notes = 0.0, []
for message in mido.MidiFile(sys.argv[1]):
    now += message.time
    if message.type == 'note_on' and message.velocity > 0:
        notes.append([now, message.note])
print(json.dumps(notes))`;
  const text = execFileSync('/usr/bin/python3', ['-c', program, file], { encoding: 'utf8' });
  return JSON.parse(text).map(([seconds, pitch]) => ({ ms: seconds * 1000, pitch }));
};
