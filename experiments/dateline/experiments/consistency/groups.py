"""Sentences in, groups out that must never be parted: an article, and whatever tells nearly the same in other words.

Near-duplicates share at least the share `near` of their pairs of words (Jaccard). MinHash proposes them and the words
decide, so that no chance is left in it.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray

Ints = NDArray[np.int64]

LEAST_WORDS = 5
"""Sentences with fewer words are never near-duplicates: they recur in unlike articles ("Photo: AP")."""

_PERMUTATIONS = 64
_WORD = re.compile(r"\w+")


class Joints:
    """Union-find over numbers: what is joined has the same root, the smallest number of its set."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, item: int) -> int:
        while self._parents[item] != item:
            self._parents[item] = self._parents[self._parents[item]]
            item = self._parents[item]
        return item

    def join(self, first: int, second: int) -> None:
        low, high = sorted((self.root(first), self.root(second)))
        self._parents[high] = low

    def roots(self) -> Ints:
        return np.array([self.root(item) for item in range(len(self._parents))], dtype=np.int64)


def join_near_duplicates(texts: Sequence[str], near: float) -> Ints:
    """For each text the number of the first that it is, over any steps, a near-duplicate of (else its own)."""
    joints = Joints(len(texts))
    shingles: list[frozenset[str]] = []
    numbers: list[int] = []
    seen: dict[frozenset[str], int] = {}
    for number, text in enumerate(texts):
        words = _WORD.findall(text.lower())
        if len(words) < LEAST_WORDS:
            continue
        pairs = frozenset(f"{first} {second}" for first, second in zip(words, words[1:], strict=False))
        if pairs in seen:
            joints.join(seen[pairs], number)
            continue
        seen[pairs] = number
        numbers.append(number)
        shingles.append(pairs)
    # A lower mark than `near` for the proposals, because MinHash only estimates.
    index = MinHashLSH(threshold=max(0.1, near - 0.15), num_perm=_PERMUTATIONS)
    hashes = MinHash.generator((sorted(map(str.encode, each)) for each in shingles), num_perm=_PERMUTATIONS)
    for place, sketch in enumerate(hashes):
        for other in sorted(index.query(sketch)):
            if joints.root(numbers[other]) != joints.root(numbers[place]):
                both = len(shingles[other] & shingles[place])
                if both >= near * (len(shingles[other]) + len(shingles[place]) - both):
                    joints.join(numbers[other], numbers[place])
        index.insert(place, sketch)
    return joints.roots()


def join_groups(*keys: Sequence[Hashable] | Ints) -> Ints:
    """Groups numbered from 0 such that items alike in any of the keys are in one group."""
    joints = Joints(len(keys[0]))
    for key in keys:
        first: dict[Hashable, int] = {}
        for number, value in enumerate(key):
            joints.join(first.setdefault(value, number), number)
    return np.unique(joints.roots(), return_inverse=True)[1].astype(np.int64)
