"""Two coders that learn: `classifier` names predicates by itself, `hybrid` judges what the rules code and leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.coding.candidates.conditions import Recogniser
from dateline.coding.candidates.matcher import Matcher
from dateline.coding.classifier.arbiter import Arbiter, Candidate, describe_candidates
from dateline.coding.classifier.features import Describer, Vectors
from dateline.coding.classifier.models import Models, load_models
from dateline.coding.classifier.naming import Naming, SentenceNamer
from dateline.coding.coder import RuleCoder
from dateline.coding.ontology import Ontology
from dateline.coding.ontology.model import Action, Trigger
from dateline.coding.records import Mention, Predication, Rejection
from dateline.coding.syntax.parser import DEFAULT_MODEL, Parser

LEAST_CHANCE = 0.1
# What the rules did not code is coded only from this probability on: a wrong row costs more than a missing one.
SURE = 0.6
# The reason for which the rules leave a clause that they have otherwise read to the end. Acts whose content they do not
# know (`no_content`) stay closed: judged by other people's codings, opening them costs more than it brings.
OPEN_REASON = "no_actor"
# Codings that the rules themselves score below this are told in passing; the classifier does not raise them.
POOR = 0.5


class ClassifierMatcher(Matcher):
    """Names predications by a trained namer, with a calibrated probability as the score."""

    def __init__(self, sentence_namer: SentenceNamer, arbiter: Arbiter) -> None:
        super().__init__(sentence_namer.ontology, sentence_namer.parties)
        self.sentence_namer = sentence_namer
        self.arbiter = arbiter

    def find_candidates(
        self, predications: tuple[Predication, ...]
    ) -> tuple[tuple[Mention, ...], tuple[Rejection, ...]]:
        candidates, rejections, naming = self.propose(predications)
        return _scored(candidates, naming, self.ontology, self.arbiter), rejections

    def propose(
        self, predications: tuple[Predication, ...]
    ) -> tuple[tuple[Candidate, ...], tuple[Rejection, ...], Naming]:
        """All that might be coded in a sentence, before it is judged."""
        naming = self.sentence_namer.name(predications)
        mentions, rejections = self.sentence_namer.read(predications, naming, LEAST_CHANCE)
        return tuple(Candidate(mention, "classifier") for mention in mentions), rejections, naming


class HybridMatcher(Matcher):
    """Names predications by triggers; a classifier judges each coding, and those that the rules left open."""

    def __init__(self, sentence_namer: SentenceNamer, arbiter: Arbiter, min_score: float) -> None:
        super().__init__(sentence_namer.ontology, sentence_namer.parties)
        self.sentence_namer = sentence_namer
        self.arbiter = arbiter
        self.min_score = min_score
        self.strict = Matcher(sentence_namer.ontology, sentence_namer.parties)
        self.lenient = Matcher(_loosen(sentence_namer.ontology), sentence_namer.parties)

    def find_candidates(
        self, predications: tuple[Predication, ...]
    ) -> tuple[tuple[Mention, ...], tuple[Rejection, ...]]:
        candidates, rejections, naming = self.propose(predications)
        scored = _scored(candidates, naming, self.ontology, self.arbiter)
        # What only the classifier would code is no rejection of the rules: below the mark it is passed over.
        mark = max(self.min_score, SURE)
        kept = tuple(
            mention
            for mention, candidate in zip(scored, candidates, strict=True)
            if candidate.origin == "rule" or (mention.score or 0) >= mark
        )
        opened = {(m.predication.start, m.predication.end) for m in kept}
        left = tuple(r for r in rejections if r.reason != OPEN_REASON or (r.start, r.end) not in opened)
        return tuple(sorted(kept, key=lambda m: m.trigger)), left

    def propose(
        self, predications: tuple[Predication, ...]
    ) -> tuple[tuple[Candidate, ...], tuple[Rejection, ...], Naming]:
        """All that might be coded in a sentence, before it is judged."""
        naming = self.sentence_namer.name(predications)
        mentions, rejections = self.strict.match(predications)
        candidates = [Candidate(mention, "rule") for mention in mentions]
        reasons = {(r.start, r.end): r.reason for r in reversed(rejections)}
        taken = {mention.predication.index for mention in mentions}
        for mention in self.lenient.match(predications)[0]:
            reason = reasons.get((mention.predication.start, mention.predication.end))
            if mention.predication.index not in taken and reason == OPEN_REASON:
                taken.add(mention.predication.index)
                candidates.append(Candidate(mention, OPEN_REASON))
        for mention in self.sentence_namer.read(predications, naming, LEAST_CHANCE)[0]:
            predication = mention.predication
            if predication.index not in taken and (predication.start, predication.end) not in reasons:
                candidates.append(Candidate(mention, "classifier"))
        return tuple(candidates), rejections, naming


class ClassifierCoder(RuleCoder):
    """Codes articles by a trained classifier; parties, dates, places and losses are resolved as the rule coder does.

    Parameters
    ----------
    ontology: a folder of families (None: the standard ontology). Actions that the models do not know are never coded.
    model: name of an installed spaCy pipeline, which must have word vectors.
    min_score: codings with a lower probability of being right are rejected (`low_score`); from 0 to 1.
    merging: how the mentions of an article become events, one of `dateline.coding.events.merging.MERGINGS`.
    models: file of trained models (None: those that come with dateline).
    merge_weights: weights of `dateline.coding.events.merging.MergeWeights` that are not to be its own, by name.
    gazetteer: a dump of GeoNames, or its index, whose places join those that come with dateline.
    """

    def __init__(
        self,
        ontology: str | None = None,
        model: str = DEFAULT_MODEL,
        min_score: float = 0.5,
        merging: str = "same",
        models: str | None = None,
        merge_weights: Mapping[str, float] | None = None,
        gazetteer: str | None = None,
    ) -> None:
        super().__init__(ontology, model, min_score, merging, merge_weights, "strict", gazetteer)
        self.models: Models = load_models(Path(models) if models is not None else None)
        namer = make_sentence_namer(self.ontology, self.actors, self.parser, self.models)
        self.matcher = ClassifierMatcher(namer, self.models.classifier)

    @property
    def coder_id(self) -> str:
        return super().coder_id.replace("rules", "classifier", 1)

    def versions(self) -> dict[str, str]:
        return {**super().versions(), **self.models.versions()}


class HybridCoder(RuleCoder):
    """Codes articles by rules and lets a trained classifier judge each coding and what the rules left open.

    Parameters as of ClassifierCoder. The score of an event is the calibrated probability that its coding is right.
    """

    def __init__(
        self,
        ontology: str | None = None,
        model: str = DEFAULT_MODEL,
        min_score: float = 0.5,
        merging: str = "same",
        models: str | None = None,
        merge_weights: Mapping[str, float] | None = None,
        gazetteer: str | None = None,
    ) -> None:
        super().__init__(ontology, model, min_score, merging, merge_weights, "strict", gazetteer)
        self.models: Models = load_models(Path(models) if models is not None else None)
        namer = make_sentence_namer(self.ontology, self.actors, self.parser, self.models)
        self.matcher = HybridMatcher(namer, self.models.hybrid, min_score)

    @property
    def coder_id(self) -> str:
        return super().coder_id.replace("rules", "hybrid", 1)

    def versions(self) -> dict[str, str]:
        return {**super().versions(), **self.models.versions()}


def make_sentence_namer(ontology: Ontology, parties: Recogniser, parser: Parser, models: Models) -> SentenceNamer:
    """A namer of sentences that reads word vectors from the parser's pipeline."""
    describer = Describer(ontology, parties.is_actor, read_vectors(parser))
    return SentenceNamer(ontology, parties, describer, models.namer)


def read_vectors(parser: Parser) -> Vectors:
    """Word vectors of a pipeline, scaled to the length 1."""
    known: dict[str, NDArray[np.float32]] = {}

    def vector(lemma: str) -> NDArray[np.float32]:
        if lemma not in known:
            raw = np.asarray(parser.nlp.vocab[lemma].vector, dtype=np.float32)
            length = float(np.linalg.norm(raw))
            known[lemma] = raw / np.float32(length) if length else raw
        return known[lemma]

    return vector


def _scored(
    candidates: tuple[Candidate, ...], naming: Naming, ontology: Ontology, arbiter: Arbiter
) -> tuple[Mention, ...]:
    scored: list[Mention] = []
    for candidate, features in zip(candidates, describe_candidates(candidates, naming, ontology), strict=True):
        mention, score = candidate.mention, round(arbiter.judge(features), 3)
        if candidate.origin == "rule" and mention.score is not None and mention.score < POOR:
            score = min(score, mention.score)
        scored.append(replace(mention, score=score))
    return tuple(scored)


def _loosen(ontology: Ontology) -> Ontology:
    """The ontology as if no action needed its parties."""

    def loosen(pair: tuple[Action, Trigger]) -> tuple[Action, Trigger]:
        action, trigger = pair
        return replace(action, needs="none"), replace(trigger, needs="none")

    return replace(
        ontology,
        actions={name: replace(a, needs="none", triggers=tuple(replace(t, needs="none") for t in a.triggers))
                 for name, a in ontology.actions.items()},
        action_index={key: tuple(map(loosen, pairs)) for key, pairs in ontology.action_index.items()},
    )  # fmt: skip
