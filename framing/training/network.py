"""The encoder with its heads, in PyTorch: fit, score, and nothing of the data's meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from framing.classifiers.added import NO_SATURATION, Saturation
from framing.training.examples import Example

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
State = dict[str, np.ndarray]
# What is not pretrained learns faster than the encoder.
HEADS_FASTER, GATE_FASTER, THRESHOLD_RATE = 5.0, 20.0, 0.02
# Share of steps in which rates rise; batches whose passages are sorted by length together.
WARM_UP, SORTED_BATCHES = 0.06, 40
SCORED_AT_ONCE = 64
# Log-odds of a gate before anything is learnt: three in a hundred words are marked.
CLOSED = -3.0


class Gates(NamedTuple):
    """What gates add; where it is learnt instead, the mean takes over and words are shown worse.

    Attributes
    ----------
    worth : float
        Log-odds that an open gate adds.
    saturation : Saturation
        What gates add besides, each further one less.
    """

    worth: float
    saturation: Saturation


SATURATED, PLAIN = Gates(0.5, Saturation(most=1.5, half=0.25)), Gates(1.0, NO_SATURATION)


@dataclass(frozen=True, slots=True)
class Rates:
    """How one stage is fitted.

    Attributes
    ----------
    epochs : int
        Passes over the stage's passages.
    rate : float
        Highest learning rate of the encoder; it rises, then falls to 0.
    batch : int
        Passages a step.
    marks : float
        Weight of the marked words against the labels; with 0 gates learn nothing and add nothing.
    """

    epochs: int
    rate: float
    batch: int = 32
    marks: float = 2.0


@dataclass(frozen=True, slots=True)
class Targets:
    """What each passage should give.

    Attributes
    ----------
    heads : ndarray of shape (n_passages,)
        Number of the head, -1 for the mean of all.
    values : ndarray of shape (n_passages,)
        Share of annotators, or class, in [0, 1].
    weights : ndarray of shape (n_passages,)
        Weight.
    """

    heads: Integers
    values: Floats
    weights: Floats


class Network(nn.Module):
    """A pretrained encoder, and for each kind of label log-odds that are a sum over tokens.

    Each token adds its share of the mean of a linear head, and, if its gate is open, the worth of a loaded word, less where more
    gates are open. Gates learn from the words that annotators marked, so that these words, not their neighbours, are what adds.

    Parameters
    ----------
    encoder : str
        Folder or name of a pretrained encoder that transformers knows.
    n_heads : int
        Number of heads.
    gates : Gates
        What gates add.
    """

    worth: Tensor

    def __init__(self, encoder: str, n_heads: int, gates: Gates) -> None:
        super().__init__()
        from transformers import AutoModel

        self.gates = gates
        self.encoder = AutoModel.from_pretrained(encoder)
        width = self.encoder.config.hidden_size
        self.heads = nn.Linear(width, n_heads)
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)
        self.gate = nn.Parameter(torch.zeros(width))
        self.threshold = nn.Parameter(torch.tensor(CLOSED))
        self.register_buffer("worth", torch.zeros(()))
        self.encoder.embeddings.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor, own: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return each head's log-odds (n_passages, n_heads), what each token adds (… n_tokens, n_heads), and gates' log-odds."""
        with torch.autocast(ids.device.type, dtype=torch.bfloat16):
            vectors = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        averaged, gates = self.of_tokens(vectors.float())
        shares = averaged / own.sum(1).clamp(min=1)[:, None, None]
        added = shares * own[..., None] + self.opened(gates, own)[..., None]
        return added.sum(1) + self.heads.bias, added, gates

    def of_tokens(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """Return what each token adds to the mean of each head, and the log-odds that its gate is open."""
        return vectors @ self.heads.weight.T, vectors @ self.gate + self.threshold

    def opened(self, gates: Tensor, own: Tensor) -> Tensor:
        """Return what each token adds by its gate: for itself, and its part of what the passage's gates add besides."""
        each, (most, half) = self.worth * gates.sigmoid() * own, self.gates.saturation
        return each * (1 + most / (half + each.sum(1, keepdim=True)))


def device() -> str:
    """Return where to compute: a GPU if there is one."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def stacked(examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, attention mask and own tokens of a batch, filled up to one length."""
    shape = len(examples), max(len(one.ids) for one in examples)
    ids, mask, own = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.float32)
    for row, one in enumerate(examples):
        ids[row, : len(one.ids)], mask[row, : len(one.ids)], own[row, : len(one.ids)] = one.ids, 1, one.own
    return tuple(torch.from_numpy(array).to(device()) for array in (ids, mask, own))  # type: ignore[return-value]


def batches(rows: Integers, examples: Sequence[Example], size: int, rng: np.random.Generator) -> list[Integers]:
    """Cut shuffled rows into batches of passages of like length, in random order."""
    shuffled = rng.permutation(rows)
    found: list[Integers] = []
    for first in range(0, len(shuffled), size * SORTED_BATCHES):
        some = shuffled[first : first + size * SORTED_BATCHES]
        some = some[np.argsort([len(examples[row].ids) for row in some], kind="stable")]
        found += [some[at : at + size] for at in range(0, len(some), size)]
    return [found[at] for at in rng.permutation(len(found))]


def fit(
    network: Network, examples: Sequence[Example], epochs: Sequence[Integers], targets: Targets, rates: Rates, seed: int
) -> None:
    """Fit a network in place.

    Parameters
    ----------
    network : Network
        The network, as pretrained or as another stage left it.
    examples : sequence of Example
        All passages.
    epochs : sequence of ndarray
        The rows of each pass.
    targets : Targets
        By passage, as `examples`.
    rates : Rates
        How to fit.
    seed : int
        Of the order of passages and of dropout.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network.to(device()).train()
    network.encoder.embeddings.eval()
    for parameter in (network.gate, network.threshold):
        parameter.requires_grad_(rates.marks > 0)
    network.worth.fill_(network.gates.worth if rates.marks else 0.0)
    steps = [batch for rows in epochs for batch in batches(rows, examples, rates.batch, rng)]
    optimizer = optimizer_of(network, rates)
    warm = max(1, int(WARM_UP * len(steps)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda at: min(1, (at + 1) / warm) * (1 - at / len(steps)))
    for batch in steps:
        loss = loss_of(network, [examples[row] for row in batch], targets, batch, rates.marks)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()


def optimizer_of(network: Network, rates: Rates) -> torch.optim.Optimizer:
    """Return an optimizer that teaches what is new faster than the encoder."""
    encoder = [parameter for parameter in network.encoder.parameters() if parameter.requires_grad]
    groups: list[dict[str, Any]] = [
        {"params": encoder},
        {"params": list(network.heads.parameters()), "lr": rates.rate * HEADS_FASTER},
        {"params": [network.gate], "lr": rates.rate * GATE_FASTER},
        {"params": [network.threshold], "lr": THRESHOLD_RATE, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=rates.rate, weight_decay=0.01)


def loss_of(network: Network, examples: Sequence[Example], targets: Targets, rows: Integers, marks: float) -> Tensor:
    """Return the loss of a batch: of the labels, and of the marked words where there are any."""
    ids, mask, own = stacked(examples)
    log_odds, _, gates = network(ids, mask, own)
    heads = torch.from_numpy(targets.heads[rows]).to(device())
    of_all = heads < 0
    chosen = log_odds.gather(1, heads.clamp(min=0)[:, None])[:, 0]
    chosen = torch.where(of_all, log_odds.mean(1), chosen)
    values, weights = (torch.from_numpy(array[rows]).to(device(), torch.float32) for array in (targets.values, targets.weights))
    loss = (weights * cross_entropy(chosen, values, reduction="none")).sum() / weights.sum()
    asked = [at for at, one in enumerate(examples) if one.marked is not None]
    if not asked or not marks:
        return loss
    marked = np.zeros((len(asked), ids.shape[1]), np.float32)
    for row, at in enumerate(asked):
        marked[row, : len(examples[at].ids)] = examples[at].marks
    each = cross_entropy(gates[asked], torch.from_numpy(marked).to(device()), reduction="none") * own[asked]
    return loss + marks * each.sum() / own[asked].sum()


@torch.no_grad()
def scores(network: Network, examples: Sequence[Example]) -> tuple[Floats, list[Floats]]:
    """Return the mean of the heads' log-odds of each passage, and what each of its tokens adds to it, in two parts.

    Parameters
    ----------
    network : Network
        A fitted network.
    examples : sequence of Example
        The passages.

    Returns
    -------
    log_odds : ndarray of shape (n_passages,)
        Not calibrated.
    added : list of ndarray of shape (n_tokens, 2)
        Shares of the mean, and what gates add; 0 for tokens that do not count.
    """
    network.to(device()).eval()
    log_odds, added = np.zeros(len(examples)), [np.zeros((0, 2))] * len(examples)
    order = np.argsort([len(one.ids) for one in examples], kind="stable")
    for first in range(0, len(order), SCORED_AT_ONCE):
        rows = order[first : first + SCORED_AT_ONCE]
        ids, mask, own = stacked([examples[row] for row in rows])
        of_passages, of_tokens, gates = network(ids, mask, own)
        log_odds[rows] = of_passages.mean(1).double().cpu().numpy()
        all_, open_ = of_tokens.mean(2), network.opened(gates, own)
        for row, values in zip(rows, torch.stack([all_ - open_, open_], dim=-1).double().cpu().numpy(), strict=True):
            added[row] = values[: len(examples[row].ids)]
    return log_odds, added


def state_of(network: Network) -> State:
    """Return a network's numbers by name."""
    return {name: tensor.cpu().numpy() for name, tensor in network.state_dict().items()}


def fresh(encoder: str, n_heads: int, gates: Gates, seed: int) -> Network:
    """Return a network of a pretrained encoder and heads that know nothing."""
    torch.manual_seed(seed)
    return Network(encoder, n_heads, gates)


def restored(encoder: str, n_heads: int, gates: Gates, state: State) -> Network:
    """Return a network with given numbers."""
    network = Network(encoder, n_heads, gates)
    network.load_state_dict({name: torch.from_numpy(np.asarray(array)) for name, array in state.items()})
    return network
