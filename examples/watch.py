#!/usr/bin/python3
"""Watches music-lstm-daemon: prints each note as it sounds, and can steer.

    examples/watch.py                            prints notes until Ctrl-C
    examples/watch.py '{"kind": "panic"}'        sends one command, prints the answer
    examples/watch.py --notes 8 --json           prints eight notes as JSON lines

Needs Python 3.7 and websockets (Debian: python3-websockets). The token is in the file that the daemon made for its
user; the messages are described by `music-lstm-daemon schema`.
"""

import argparse
import asyncio
import json
import os
import pathlib
import sys

import websockets

NAMES = "C C# D D# E F F# G G# A A# B".split()


def default_token_file():
    """Where the daemon keeps the token, unless MUSIC_LSTM_TOKEN_FILE says otherwise (Linux)."""
    config = os.environ.get("XDG_CONFIG_HOME") or str(pathlib.Path.home() / ".config")
    return os.environ.get("MUSIC_LSTM_TOKEN_FILE") or os.path.join(config, "music-lstm-daemon", "token")


async def command(stream, text):
    await stream.send(json.dumps({"id": 1, "command": json.loads(text)}))
    async for frame in stream:
        message = json.loads(frame)
        if message["type"] == "response":
            response = message["response"]
            print(json.dumps(response))
            return 0 if response["ok"] else 1
    return 1


async def watch(stream, count, as_json):
    async for frame in stream:
        message = json.loads(frame)
        if message["type"] == "lost":
            print(f"{message['count']} events lost", file=sys.stderr)
        for event in message.get("events", []):
            if event["kind"] != "note-on":
                continue
            name = NAMES[event["pitch"] % 12] + str(event["pitch"] // 12 - 1)
            print(json.dumps(event) if as_json else f"{event['voice']:7} {name:4} velocity {event['velocity']}", flush=True)
            count -= 1
            if count == 0:
                return 0
    return 1


async def main():
    parser = argparse.ArgumentParser(description="Watch and steer music-lstm-daemon.")
    parser.add_argument("command", nargs="?", help='JSON, e.g. \'{"kind": "set", "controls": {"tempo": 90}}\'')
    parser.add_argument("--url", default="ws://127.0.0.1:8585/")
    parser.add_argument("--token-file", default=default_token_file())
    parser.add_argument("--notes", type=int, default=0, help="end after so many notes")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    token = pathlib.Path(args.token_file).read_text().strip()
    protocols = ["music-lstm-daemon.v1", "token." + token]
    async with websockets.connect(args.url, subprotocols=protocols, max_size=None) as stream:
        if args.command:
            return await command(stream, args.command)
        return await watch(stream, args.notes, args.json)


if __name__ == "__main__":
    try:
        sys.exit(asyncio.run(main()))
    except (OSError, ValueError, websockets.exceptions.WebSocketException) as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        pass
