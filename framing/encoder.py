"""A small contextual encoder in ONNX: what each token of a text adds, seen in its context."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import shown

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

# Tokens that the encoder sees at once; a longer text is read in windows of this size.
WINDOW = 128
# Texts that go through the encoder together, and that are sorted by length first.
BATCH, SORTED = 32, 1024
TO_INSTALL = "the accurate model needs onnxruntime and tokenizers: pip install 'news-framing[accurate]'"

Token = tuple[int, int, float, float]


class Encoder:
    """Give each token of a text two numbers: its vector in context, through a linear head and through a gate.

    Parameters
    ----------
    graph : bytes
        An ONNX graph from ``input_ids`` and ``attention_mask``, integers of shape (n_texts, n_tokens), to ``weights``, float32 of
        shape (n_texts, n_tokens, 2): what each token adds to the mean over tokens, and what it adds for itself.
    vocabulary : str
        The tokenizer, as JSON of the tokenizers library.

    Raises
    ------
    ValueError
        If one of them cannot be read, at the first use.
    """

    def __init__(self, graph: bytes, vocabulary: str) -> None:
        self.graph = graph
        self.vocabulary = vocabulary

    def token_weights(self, texts: Sequence[str]) -> Iterator[list[Token]]:
        """Weigh the tokens of texts.

        Parameters
        ----------
        texts : sequence of str
            The texts.

        Yields
        ------
        list of (start, end, averaged, added)
            For each text, its tokens in order: what each adds to the mean over tokens, and what it adds for itself; signs that
            the tokenizer adds are left out.
        """
        for first in range(0, len(texts), SORTED):
            yield from self._weighed(texts[first : first + SORTED])

    def _weighed(self, texts: Sequence[str]) -> list[list[Token]]:
        """Weigh the tokens of a few texts, texts of like length together."""
        windows: list[tuple[int, Encoding]] = []
        for number, encoding in enumerate(self.tokenizer.encode_batch(list(texts))):
            windows += [(number, encoding), *((number, rest) for rest in encoding.overflowing)]
        weights: dict[int, np.ndarray] = {}
        by_length = sorted(range(len(windows)), key=lambda at: len(windows[at][1]))
        for first in range(0, len(windows), BATCH):
            batch = by_length[first : first + BATCH]
            weights.update(zip(batch, self._run([windows[at][1] for at in batch]), strict=True))
        tokens: list[list[Token]] = [[] for _ in texts]
        for at, (number, encoding) in enumerate(windows):
            found = zip(encoding.offsets, weights[at].tolist(), encoding.special_tokens_mask, strict=False)
            tokens[number] += [(start, end, *both) for (start, end), both, special in found if end > start and not special]
        return tokens

    def _run(self, encodings: Sequence[Encoding]) -> np.ndarray:
        """Run one batch."""
        ids = np.zeros((len(encodings), max(map(len, encodings))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding)] = encoding.ids
            mask[row, : len(encoding)] = 1
        weights: np.ndarray = self.session.run(["weights"], {"input_ids": ids, "attention_mask": mask})[0]
        return weights

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer, cutting texts into windows."""
        tokenizers = _library("tokenizers")
        tokenizer: Tokenizer = _read("vocabulary", "a tokenizer in JSON", self.vocabulary, tokenizers.Tokenizer.from_str)
        tokenizer.no_padding()
        tokenizer.enable_truncation(WINDOW)
        return tokenizer

    @cached_property
    def session(self) -> InferenceSession:
        """The graph, ready to run: by all cores, or as many as OMP_NUM_THREADS says, which joblib sets in its processes."""
        onnxruntime = _library("onnxruntime")
        options = onnxruntime.SessionOptions()
        threads = os.environ.get("OMP_NUM_THREADS", "")
        options.intra_op_num_threads = int(threads) if threads.isdecimal() else 0
        options.log_severity_level = 3
        build = partial(onnxruntime.InferenceSession, sess_options=options, providers=["CPUExecutionProvider"])
        session: InferenceSession = _read("graph", "an ONNX graph", self.graph, build)
        return session

    def __getstate__(self) -> dict[str, Any]:
        """Leave the session behind where a copy goes to another process."""
        return {"graph": self.graph, "vocabulary": self.vocabulary}


def _read(name: str, expected: str, data: Any, read: Callable[[Any], Any]) -> Any:
    """Read what one of the two libraries reads, or say what it is not."""
    try:
        return read(data)
    except Exception as error:  # tokenizers raises just this, and the classes of onnxruntime are not public
        raise ValueError(f"{name} must be {expected}, got {shown(data[:30])} ({error}); restore the model's folder") from error


def _library(name: str) -> Any:
    """Import one of the two libraries, or say how to get it."""
    import importlib

    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(TO_INSTALL) from error
