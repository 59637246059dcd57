"""The network of src/model/networks in PyTorch: the same sums of embeddings, LSTM layers, heads and loss."""
import torch
from torch import nn
from torch.nn import functional as F


class EventNetwork(nn.Module):
    """Loads the weights of the JavaScript side by name; (inputs, outputs) there is (outputs, inputs) here."""

    def __init__(self, config, weights):
        super().__init__()
        self.schema = config["schema"]
        self.skip = config.get("skip", False)
        self.predicted = [i for i, field in enumerate(self.schema) if field["role"] == "predicted"]
        table = lambda name: nn.Embedding.from_pretrained(weights[name], freeze=False)
        self.embed = nn.ModuleList(table(f"embed.{field['name']}") for field in self.schema)
        sizes = [config["embedding"]] + [config["units"]] * config["layers"]
        self.lstm = nn.ModuleList(nn.LSTM(n, config["units"]) for n in sizes[:-1])
        for i, layer in enumerate(self.lstm):
            self._set(layer.weight_ih_l0, weights[f"lstm{i}.input"].t())
            self._set(layer.weight_hh_l0, weights[f"lstm{i}.recurrent"].t())
            self._set(layer.bias_ih_l0, weights[f"lstm{i}.bias"])
            self._set(layer.bias_hh_l0, torch.zeros_like(weights[f"lstm{i}.bias"]))
            layer.bias_hh_l0.requires_grad_(False)
        self.state, self.drawn, self.output = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for place in self.predicted:
            head = f"head.{self.schema[place]['name']}"
            self.state.append(self._linear(weights[f"{head}.state"], weights[f"{head}.bias"]))
            befores = [table(f"{head}.from.{field['name']}") for field in self.schema[:place]]
            self.drawn.append(nn.ModuleList(befores))
            self.output.append(self._linear(weights[f"{head}.output"], weights[f"{head}.outputBias"]))

    @staticmethod
    def _set(parameter, value):
        parameter.data.copy_(value)

    def _linear(self, weight, bias):
        linear = nn.Linear(*weight.shape)
        self._set(linear.weight, weight.t())
        self._set(linear.bias, bias)
        return linear

    def recur(self, ids, states=None, masks=None):
        """ids: a (steps, batch) tensor a field. Returns what the heads read and the state of every layer."""
        x = sum(table(column) for table, column in zip(self.embed, ids))
        if masks:
            x = x * masks[0]
        embedded = x
        after = []
        for i, layer in enumerate(self.lstm):
            x, state = layer(x, states[i] if states else None)
            after.append(state)
            if masks:
                x = x * masks[i + 1]
        return torch.cat([x, embedded], -1) if self.skip else x, after

    def logits(self, head, top, ids, mask=None):
        """Logits of one field from the state and the fields before it in the event."""
        hidden = self.state[head](top)
        for table, column in zip(self.drawn[head], ids):
            hidden = hidden + table(column)
        hidden = F.relu(hidden)
        return self.output[head](hidden if mask is None else hidden * mask)

    def loss(self, ids, targets, masks):
        """Sum of all fields' cross entropies, divided by the number of events; absent targets cost nothing."""
        top, _ = self.recur(ids, masks=masks)
        head_mask = masks[len(self.lstm) + 1] if len(masks) > len(self.lstm) + 1 else None
        total = 0.0
        for head, place in enumerate(self.predicted):
            logits = self.logits(head, top, targets, head_mask)
            size = self.schema[place]["size"]
            total = total + F.cross_entropy(
                logits.reshape(-1, size), targets[place].reshape(-1), ignore_index=size, reduction="sum"
            )
        return total / targets[0].numel()

    @torch.no_grad()
    def step(self, row, states):
        """One recurrent step on `row`, (fields, 1, 1), and the logits of the first head. Returns the states."""
        top, states = self.recur(row, states)
        self.logits(0, top, row)
        return states

    @torch.no_grad()
    def draw_event(self, row, states):
        """One recurrent step on `row`, (fields, 1, 1), then every field drawn into it. Returns the states."""
        top, states = self.recur(row, states)
        for head, place in enumerate(self.predicted):
            probabilities = F.softmax(self.logits(head, top, row).reshape(-1), dim=0)
            row[place] = torch.multinomial(probabilities, 1)
        return states
