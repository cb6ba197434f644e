"""Texts in, vectors of a small sentence encoder out; the extra `encoder` brings it, weights included.

It is WordLlama (https://github.com/dleemiller/WordLlama, MIT): averaged token vectors of 256 dimensions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin

from dateline.coding.errors import ConfigError

_MARKS = re.compile(r"«[^»]*~»|[«»]")


class SentenceEncoder(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns each text into a vector of length 1; nothing is learned, and nothing fetched from a network."""

    def fit(self, texts: Sequence[str], labels: object = None) -> Self:
        """Make sure that the encoder can be had; raises ConfigError where its package is not installed."""
        load_encoder()
        return self

    def transform(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of the texts, one a row; the marks of a trigger are taken off."""
        plain = [_MARKS.sub("", text).strip() or "nothing" for text in texts]
        return np.asarray(load_encoder().embed(plain, norm=True), dtype=np.float32)

    def __sklearn_is_fitted__(self) -> bool:
        return True


@cache
def load_encoder() -> Any:
    """The encoder with the weights in its package; raises ConfigError where it is not installed."""
    try:
        import wordllama
    except ImportError as error:
        raise ConfigError(
            "this classifier needs a sentence encoder: pip install 'dateline[encoder]', or leave the choices that "
            "end in _encoder out of classifier=[...]"
        ) from error
    # Its own search overlooks the tokenizer in its package and would fetch it.
    return wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
