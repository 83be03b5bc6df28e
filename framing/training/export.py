"""A fitted network becomes an ONNX graph that gives each token its number; large weights are kept as bytes."""

from __future__ import annotations

import io
import warnings

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn

from framing.training.network import Network

# Arrays of fewer numbers stay as they are.
LEAST = 4096
OPSET = 17
INPUTS = ("input_ids", "attention_mask")


class TokenWeights(nn.Module):
    """The encoder and the mean of its heads, scaled by the slope of the calibration."""

    head: Tensor
    gate: Tensor
    threshold: Tensor
    worth: Tensor

    def __init__(self, network: Network, slope: float) -> None:
        super().__init__()
        self.encoder = network.encoder
        self.register_buffer("head", slope * network.heads.weight.detach().mean(0))
        self.register_buffer("gate", network.gate.detach())
        self.register_buffer("threshold", network.threshold.detach())
        self.register_buffer("worth", slope * network.worth.detach())

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return what each token adds to the mean, and what it adds for itself, without what gates add besides."""
        vectors: Tensor = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return torch.stack([vectors @ self.head, (vectors @ self.gate + self.threshold).sigmoid() * self.worth], dim=-1)


def exported(network: Network, slope: float) -> bytes:
    """Return a network as a graph of `framing.encoder.Encoder`.

    Parameters
    ----------
    network : Network
        A fitted network.
    slope : float
        Of the calibration.

    Returns
    -------
    bytes
        ONNX; matrices are integers of 8 bits with a scale for each column (for each row of a table), which costs a quarter of the
        bytes and hardly moves a number.
    """
    return in_bytes(graph_of(network, slope))


def graph_of(network: Network, slope: float) -> bytes:
    """Return a network as a graph in floating point."""
    module = TokenWeights(network.cpu(), slope).eval()
    example = torch.ones(2, 8, dtype=torch.long)
    axes = {name: {0: "passages", 1: "tokens"} for name in (*INPUTS, "weights")}
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            (example, example),
            buffer,  # type: ignore[arg-type]
            input_names=list(INPUTS),
            output_names=["weights"],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    return buffer.getvalue()


def in_bytes(data: bytes) -> bytes:
    """Keep the matrices of a graph as integers of 8 bits."""
    model = onnx.load_from_string(data)
    graph = model.graph
    tables = {node.input[0] for node in graph.node if node.op_type == "Gather"}
    kept, nodes = [], []
    for tensor in graph.initializer:
        array = numpy_helper.to_array(tensor)
        if array.ndim != 2 or array.dtype != np.float32 or array.size < LEAST:
            kept.append(tensor)
            continue
        axis = 0 if tensor.name in tables else 1
        scale = np.maximum(np.abs(array).max(axis=1 - axis, keepdims=True) / 127, np.finfo(np.float32).tiny)
        names = [f"{tensor.name}.bytes", f"{tensor.name}.scale"]
        kept.append(numpy_helper.from_array(np.round(array / scale).astype(np.int8), names[0]))
        kept.append(numpy_helper.from_array(scale.ravel().astype(np.float32), names[1]))
        nodes.append(helper.make_node("DequantizeLinear", names, [tensor.name], axis=axis))
    nodes += list(graph.node)
    for field, values in ((graph.initializer, kept), (graph.node, nodes)):
        del field[:]
        field.extend(values)
    onnx.checker.check_model(model)
    found: bytes = model.SerializeToString()
    return found
