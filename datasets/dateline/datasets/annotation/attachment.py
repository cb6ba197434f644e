"""Marked words and relations in, spans and each trigger's words out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.datasets.annotation.markings import TRIGGER, Span, Task

Words = set[tuple[str, int, int]]


def attach_words(
    regions: Mapping[str, tuple[str, Span]], relations: Iterable[tuple[str, str]], task: Task
) -> tuple[dict[str, Words], list[str]]:
    """The words of each trigger by its id, and the faults.

    `regions` are the marked words by id, with their labels. A relation may run either way. Words without a relation
    belong to the only trigger of their sentence; where there are several triggers or none, that is a fault.
    """
    words: dict[str, Words] = {key: set() for key, (label, _) in regions.items() if label == TRIGGER}
    attached = set()
    for first, second in relations:
        for trigger, part in ((first, second), (second, first)):
            if trigger in words and part in regions and part not in words:
                label, span = regions[part]
                words[trigger].add((label, *span))
                attached.add(part)
    faults = []
    for key, (label, span) in regions.items():
        if key in words or key in attached:
            continue
        sentence = task.find_sentence(*span)
        near = [
            trigger
            for trigger in words
            if sentence is not None and task.find_sentence(*regions[trigger][1]) == sentence
        ]
        if len(near) == 1:
            words[near[0]].add((label, *span))
        else:
            shown = task.article.text[span[0] : span[1]]
            faults.append(
                f"the {label} {shown!r} hangs from no trigger; draw a relation to the trigger that it belongs to"
            )
    return words, faults


def settle_span(start: int, end: int, task: Task) -> Span | None:
    """The span of marked words, without the white space that a hand took along; None where nothing is left.

    A span that a suggestion has stands as it is.
    """
    text = task.article.text
    if not 0 <= start < end <= len(text):
        return None
    if any((start, end) in (own.trigger, *(span[1:] for span in own.spans)) for own in task.suggestions):
        return start, end
    words = text[start:end]
    if not words.strip():
        return None
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
