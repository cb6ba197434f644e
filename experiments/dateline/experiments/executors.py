"""How articles reach a coder: in this process or in several. Articles in, their results out, in order.

A coder arrives as the plain data of its config, because each process makes a coder of its own. Results do
not depend on the executor, and at most a few partitions are held in memory at a time.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Protocol

from dateline.coding.errors import ConfigError, DatelineError
from dateline.coding.records import Article, CodingResult
from dateline.experiments.components import make_component

Coder = Callable[[Iterable[Article]], Iterator[CodingResult]]
Partition = tuple[Article, ...]

# So many articles in a row that each kill a fresh process alone are no accident of one article.
_DEATHS_IN_A_ROW = 3


class Executor(Protocol):
    """Codes articles: exactly one result for each, in their order."""

    def code(self, coder: Mapping[str, Any], articles: Iterable[Article]) -> Iterator[CodingResult]:
        """Code the articles with the coder that the config describes by its `_target_` and parameters."""


@dataclass(frozen=True, slots=True)
class SerialExecutor:
    """Codes in this process."""

    def code(self, coder: Mapping[str, Any], articles: Iterable[Article]) -> Iterator[CodingResult]:
        """See Executor."""
        for partition in _partitions(articles, 1):
            yield from _code_partition(_freeze(coder), partition)


@dataclass(frozen=True, slots=True)
class ProcessExecutor:
    """Codes in `workers` processes (None: as many as the machine has cores), `batch` articles at a time.

    An article whose coding kills its process, as running out of memory does, gives a result with an error;
    the rest is coded again in new processes.
    """

    workers: int | None = None
    batch: int = 16

    def __post_init__(self) -> None:
        for name, value in (("workers", self.workers), ("batch", self.batch)):
            if value is not None and value < 1:
                raise ConfigError(f"executor.{name} is {value}; it must be 1 or more")

    def code(self, coder: Mapping[str, Any], articles: Iterable[Article]) -> Iterator[CodingResult]:
        """See Executor."""
        workers = self.workers or _count_cores()
        frozen = _freeze(coder)
        waiting: deque[tuple[Partition, Future[tuple[CodingResult, ...]]]] = deque()
        pool = _open_pool(workers)
        try:
            with _ending_processes():
                for partition in _partitions(articles, self.batch):
                    waiting.append((partition, _submit(pool, frozen, partition)))
                    while len(waiting) >= 2 * workers:
                        results, pool = self._take(pool, workers, frozen, waiting)
                        yield from results
                while waiting:
                    results, pool = self._take(pool, workers, frozen, waiting)
                    yield from results
        finally:
            _close_pool(pool)

    def _take(
        self,
        pool: ProcessPoolExecutor,
        workers: int,
        coder: str,
        waiting: deque[tuple[Partition, Future[tuple[CodingResult, ...]]]],
    ) -> tuple[tuple[CodingResult, ...], ProcessPoolExecutor]:
        """The results of the first partition that waits, and the pool to go on with."""
        partition, future = waiting.popleft()
        try:
            return future.result(), pool
        except BrokenProcessPool:
            _close_pool(pool)
        # Which article killed a process cannot be known, so the first partition is coded one by one.
        results = _code_singly(coder, partition)
        pool = _open_pool(workers)
        for index, (other, _) in enumerate(waiting):
            waiting[index] = (other, _submit(pool, coder, other))
        return results, pool


def _code_singly(coder: str, partition: Partition) -> tuple[CodingResult, ...]:
    results: list[CodingResult] = []
    deaths = 0
    pool = _open_pool(1)
    try:
        with _ending_processes():
            for article in partition:
                try:
                    results.extend(_submit(pool, coder, (article,)).result())
                    deaths = 0
                except BrokenProcessPool:
                    _close_pool(pool)
                    pool = _open_pool(1)
                    deaths += 1
                    if deaths == _DEATHS_IN_A_ROW:
                        raise DatelineError(
                            "worker processes die one after the other, perhaps for want of memory; "
                            "try executor=serial, or fewer executor.workers"
                        ) from None
                    error = ("coder_failed", "the process that coded it died")
                    results.append(CodingResult(article=article, error=error))
    finally:
        _close_pool(pool)
    return tuple(results)


@contextmanager
def _ending_processes() -> Iterator[None]:
    """Ends the processes begun inside it when an error, Ctrl-C or a polite kill ends it early.

    Else a pool waits for the articles that are being coded, longer than a batch system does before it kills.
    """
    before = set(multiprocessing.active_children())
    try:
        yield
    except BaseException:
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        raise


def _open_pool(workers: int) -> ProcessPoolExecutor:
    # Spawned on every platform: a forked copy of a process with threads may hang.
    return ProcessPoolExecutor(
        max_workers=workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_ignore_interrupts,
    )


def _close_pool(pool: ProcessPoolExecutor) -> None:
    try:
        pool.shutdown(wait=True, cancel_futures=True)
    except RuntimeError:
        # An interruption came while the pool was about to begin its thread; there is nothing to wait for.
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, coder: str, partition: Partition) -> Future[tuple[CodingResult, ...]]:
    try:
        return pool.submit(_code_partition, coder, partition)
    except BrokenProcessPool as error:
        # A pool that broke since: the future says so when its turn comes.
        future: Future[tuple[CodingResult, ...]] = Future()
        future.set_exception(error)
        return future


def _ignore_interrupts() -> None:
    # Ctrl-C reaches the whole process group; the first process alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _count_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _partitions(articles: Iterable[Article], size: int) -> Iterator[Partition]:
    iterator = iter(articles)
    while partition := tuple(islice(iterator, size)):
        yield partition


def _freeze(coder: Mapping[str, Any]) -> str:
    return json.dumps(coder, sort_keys=True)


def make_coder(coder: Mapping[str, Any]) -> Coder:
    """The coder that the config describes; the same one for the same config, because it may be large."""
    return _make_coder(_freeze(coder))


@lru_cache(maxsize=1)
def _make_coder(coder: str) -> Coder:
    made: Coder = make_component("coder", json.loads(coder))
    return made


def _code_partition(coder: str, partition: Partition) -> tuple[CodingResult, ...]:
    made = _make_coder(coder)
    try:
        results = tuple(made(partition))
    except DatelineError:
        raise
    except Exception as error:
        # A coder should not raise for a bad article. Where one does, that article alone is lost.
        if len(partition) > 1:
            return tuple(result for article in partition for result in _code_partition(coder, (article,)))
        detail = f"{type(error).__name__}: {error}".splitlines()[0]
        return (CodingResult(article=partition[0], error=("coder_failed", detail)),)
    if [result.article.article_id for result in results] != [article.article_id for article in partition]:
        raise DatelineError("the coder must give exactly one result per article, in order; it did not")
    return results
