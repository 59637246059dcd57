"""Trains and samples in blocks, as asked on standard input: {"do": "train" | "step" | "event", "count": n}, one a line.

Answers {"wallMs": [...], "cpuMs": [...], "loss": first loss of the block}. Started by bench/engine.mjs.
"""
import json
import sys
import time
from pathlib import Path

import torch

from network import EventNetwork


def read_floats(path):
    return torch.frombuffer(bytearray(path.read_bytes()), dtype=torch.float32)


def read_weights(folder, layout):
    values, weights, at = read_floats(folder / "weights"), {}, 0
    for item in layout:
        size = torch.Size(item["shape"]).numel()
        weights[item["name"]] = values[at : at + size].reshape(item["shape"]).clone()
        at += size
    return weights


def read_batch(folder, config):
    steps, batch = config["window"]["steps"], config["window"]["batch"]
    numbers = torch.frombuffer(bytearray((folder / "ids").read_bytes()), dtype=torch.int32).long()
    ids, targets = numbers.reshape(2, len(config["schema"]), steps, batch)
    sizes = [batch * mask["width"] for mask in config["masks"]]
    masks = read_floats(folder / "masks").split(sizes)
    return ids, targets, [mask.reshape(batch, -1) for mask in masks]


class Bench:
    def __init__(self, folder, threads):
        torch.set_num_threads(threads)
        torch.manual_seed(1)
        config = json.loads((folder / "workload.json").read_text())
        self.network = EventNetwork(config, read_weights(folder, config["layout"]))
        self.batch = read_batch(folder, config)
        self.clip = config["adam"]["clipNorm"]
        self.parameters = [p for p in self.network.parameters() if p.requires_grad]
        betas = (config["adam"]["beta1"], config["adam"]["beta2"])
        self.adam = torch.optim.Adam(self.parameters, lr=1e-3, betas=betas, eps=config["adam"]["epsilon"])
        self.row = torch.zeros(len(config["schema"]), 1, 1, dtype=torch.long)
        self.states = None

    def train(self):
        loss = self.network.loss(*self.batch)
        self.adam.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, self.clip)
        self.adam.step()
        return loss.item()

    def step(self):
        self.states = self.network.step(self.row, self.states)

    def event(self):
        self.states = self.network.draw_event(self.row, self.states)

    def run(self, do, count):
        call = {"train": self.train, "step": self.step, "event": self.event}[do]
        answer = {"wallMs": [], "cpuMs": [], "loss": None}
        for i in range(count):
            wall, cpu = time.perf_counter(), time.process_time()
            loss = call()
            answer["wallMs"].append((time.perf_counter() - wall) * 1000)
            answer["cpuMs"].append((time.process_time() - cpu) * 1000)
            if i == 0:
                answer["loss"] = loss
        return answer


def blas():
    """The BLAS in use. Debian's default, the reference one, is ten times slower than OpenBLAS."""
    maps = Path("/proc/self/maps").read_text()
    if "openblas" not in maps:
        return "reference BLAS"
    return "OpenBLAS with OpenMP" if "openblas-openmp" in maps else "OpenBLAS with its own threads"


def main():
    bench = Bench(Path(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps({"blas": blas()}), flush=True)
    for line in sys.stdin:
        print(json.dumps(bench.run(**json.loads(line))), flush=True)


main()
