"""Reads the MIDI files named on standard input with mido; prints what was read, and in how many seconds, as JSON."""

import io
import json
import sys
import time
from importlib.metadata import version

import mido

paths = sys.stdin.read().splitlines()
contents = []
for path in paths:
    with open(path, "rb") as file:
        contents.append(file.read())

files = []
notes = 0
start = time.perf_counter()
for path, content in zip(paths, contents):
    try:
        tracks = mido.MidiFile(file=io.BytesIO(content)).tracks
    except Exception:  # whatever mido raises for a file that it cannot read
        continue
    files.append(path)
    for track in tracks:
        for message in track:
            if message.type == "note_on" and message.velocity > 0:
                notes += 1
seconds = time.perf_counter() - start

print(json.dumps({"files": files, "notes": notes, "seconds": seconds, "version": version("mido")}))
