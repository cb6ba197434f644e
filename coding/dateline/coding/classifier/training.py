"""Examples and coded articles in, a file of trained models out: `python -m dateline.coding.classifier.training`.

Figures are out of fold: texts are split into folds by group, and each is judged by models that have not seen it.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.coding.candidates.matcher import Matcher
from dateline.coding.cast import ActorResolver
from dateline.coding.classifier.arbiter import Arbiter, calibrate, describe_candidates, train_arbiter
from dateline.coding.classifier.coder import ClassifierMatcher, HybridMatcher, read_vectors
from dateline.coding.classifier.features import Describer, Description
from dateline.coding.classifier.gold import GoldText, label_predications, read_articles, read_examples
from dateline.coding.classifier.models import SHIPPED, Models, save_models
from dateline.coding.classifier.namer import Namer, train_namer
from dateline.coding.classifier.naming import SentenceNamer
from dateline.coding.ontology import Ontology, load_ontology
from dateline.coding.records import Predication
from dateline.coding.syntax import Vocabulary, extract_predications, find_quotes
from dateline.coding.syntax.parser import DEFAULT_MODEL, Parser, split_sentences

log = logging.getLogger(__name__)

FOLDS = 5
# The rules pass every example of their own ontology, so that a rule's coding of an example tells little of how
# often the rules are right elsewhere: for the arbiters an example counts for less than a coded article.
EXAMPLE_WEIGHT = 0.1
START = Arbiter({}, 0.0)


@dataclass(frozen=True, slots=True)
class ReadText:
    """A gold text with the predications of its sentences, and what its predicates name."""

    gold: GoldText
    fold: int
    sentences: tuple[tuple[Predication, ...], ...]
    descriptions: tuple[Description, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One candidate as the arbiter sees it, whether it is right, and whose text it stands in."""

    features: dict[str, float]
    is_right: bool
    fold: int
    is_example: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Out-of-fold figures on the coded articles, from 0 to 1: of the candidates of one coder above `min_score`."""

    precision: float
    found: int
    right: int
    candidates: int
    brier: float
    bins: tuple[tuple[float, float, int], ...]  # mean probability, share right, count


class Trainer:
    """Reads gold texts by an ontology and trains the models on them."""

    def __init__(self, ontology: Ontology, parser: Parser, actors: ActorResolver) -> None:
        self.ontology = ontology
        self.parser = parser
        self.actors = actors
        self.matcher = Matcher(ontology, actors)
        self.describer = Describer(ontology, actors.is_actor, read_vectors(parser))
        self.vocabulary = Vocabulary(ontology.nouns, ontology.adjectives)

    def read(self, golds: Sequence[GoldText]) -> tuple[ReadText, ...]:
        """Parse and label gold texts; an example that the rules do not code as it says is left out."""
        read = [self._read(gold) for gold in golds]
        return tuple(text for text in read if text is not None)

    def _read(self, gold: GoldText) -> ReadText | None:
        quotes = find_quotes(gold.text)
        sentences: list[tuple[Predication, ...]] = []
        descriptions: list[Description] = []
        labels: list[str] = []
        found: set[str] = set()
        for sentence, span in split_sentences(self.parser.parse(gold.text)):
            predications = extract_predications(span, sentence.index, self.vocabulary, quotes)
            mentions, rejections = self.matcher.match(predications)
            found |= {f"{m.act}({m.action})" for m in mentions}
            sentences.append(predications)
            named = label_predications(gold, predications, mentions, rejections, self.ontology)
            descriptions += [self.describer.describe(predications[i], predications) for i in sorted(named)]
            labels += [named[i] for i in sorted(named)]
        if gold.is_example and found != {coding.patterns[0] for coding in gold.codings}:
            return None
        fold = int(hashlib.sha256(gold.group.encode()).hexdigest(), 16) % FOLDS
        return ReadText(gold, fold, tuple(sentences), tuple(descriptions), tuple(labels))

    def train(self, texts: Sequence[ReadText], trained_on: dict[str, str]) -> tuple[Models, dict[str, Figures]]:
        """The models, and each coder's out-of-fold figures by its name."""
        judged: dict[str, list[Judged]] = {"classifier": [], "hybrid": []}
        for fold in range(FOLDS):
            log.info("fold %d of %d", fold + 1, FOLDS)
            namer = self._train_namer([text for text in texts if text.fold != fold])
            sentence_namer = SentenceNamer(self.ontology, self.actors, self.describer, namer)
            matchers: dict[str, ClassifierMatcher | HybridMatcher] = {
                "classifier": ClassifierMatcher(sentence_namer, START),
                "hybrid": HybridMatcher(sentence_namer, START, 0.0),
            }
            for text in texts:
                if text.fold == fold:
                    self._judge(text, matchers, judged)
        arbiters: dict[str, Arbiter] = {}
        figures: dict[str, Figures] = {}
        for name, candidates in judged.items():
            arbiters[name], figures[name] = train_calibrated(candidates)
        log.info("the final model")
        namer = self._train_namer(texts)
        return Models(namer, arbiters["classifier"], arbiters["hybrid"], trained_on), figures

    def _train_namer(self, texts: Sequence[ReadText]) -> Namer:
        descriptions = [each for text in texts for each in text.descriptions]
        return train_namer(descriptions, [label for text in texts for label in text.labels])

    def _judge(
        self,
        text: ReadText,
        matchers: Mapping[str, ClassifierMatcher | HybridMatcher],
        judged: dict[str, list[Judged]],
    ) -> None:
        for predications in text.sentences:
            for name, matcher in matchers.items():
                candidates, _, naming = matcher.propose(predications)
                described = describe_candidates(candidates, naming, self.ontology)
                judged[name] += [
                    Judged(features, text.gold.allows(candidate.mention), text.fold, text.gold.is_example)
                    for candidate, features in zip(candidates, described, strict=True)
                ]


def train_calibrated(judged: Sequence[Judged], min_score: float = 0.5) -> tuple[Arbiter, Figures]:
    """An arbiter calibrated by cross-validation, and its out-of-fold figures on the coded articles."""

    def train(part: Sequence[Judged]) -> Arbiter:
        return train_arbiter(
            [each.features for each in part],
            [each.is_right for each in part],
            [EXAMPLE_WEIGHT if each.is_example else 1.0 for each in part],
        )

    odds: list[float] = []
    is_right: list[bool] = []
    for fold in range(FOLDS):
        arbiter = train([each for each in judged if each.fold != fold])
        for each in judged:
            if each.fold == fold and not each.is_example:
                odds.append(arbiter.log_odds(each.features))
                is_right.append(each.is_right)
    slope, offset = calibrate(np.array(odds), np.array(is_right))
    chances = 1 / (1 + np.exp(-(slope * np.array(odds) + offset)))
    arbiter = replace(train(judged), slope=slope, offset=offset)
    return arbiter, _figures(chances, np.array(is_right), min_score)


def _figures(chances: NDArray[np.float64], is_right: NDArray[np.bool_], min_score: float) -> Figures:
    coded = chances >= min_score
    edges = np.clip((chances * 10).astype(int), 0, 9)
    bins = tuple(
        (float(chances[edges == edge].mean()), float(is_right[edges == edge].mean()), int((edges == edge).sum()))
        for edge in range(10)
        if (edges == edge).any()
    )
    return Figures(
        precision=float(is_right[coded].mean()) if coded.any() else 0.0,
        found=int(coded.sum()),
        right=int(is_right[coded].sum()),
        candidates=len(chances),
        brier=float(((chances - is_right) ** 2).mean()),
        bins=bins,
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Train the models and write them; the figures go to the log."""
    parser = argparse.ArgumentParser(prog="python -m dateline.coding.classifier.training", description=__doc__)
    parser.add_argument("--codings", type=Path, nargs="*", default=[], help="coded articles, JSON lines")
    parser.add_argument("--articles", type=Path, help="texts of those that have none beside their codings")
    parser.add_argument("--ontology", help="folder of families (default: the standard ontology)")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="installed spaCy pipeline with word vectors")
    parser.add_argument("--output", type=Path, default=SHIPPED, help="file of the models")
    arguments = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    ontology = load_ontology(arguments.ontology)
    examples = read_examples(ontology)
    articles = tuple(gold for path in arguments.codings for gold in read_articles(path, arguments.articles))
    trainer = Trainer(ontology, Parser(arguments.model), ActorResolver.load())
    texts = trainer.read((*examples, *articles))
    trained_on = {
        "ontology": f"{ontology.folder_name} {ontology.sha256[:12]}",
        "examples": str(sum(text.gold.is_example for text in texts)),
        "articles": str(len(articles)),
        "pipeline": trainer.parser.version,
    }
    models, figures = trainer.train(texts, trained_on)
    save_models(models, arguments.output)
    for name, each in figures.items():
        log.info("%s: %d candidates, %d coded, %d right (precision %.3f), Brier score %.3f", name, each.candidates,
                 each.found, each.right, each.precision, each.brier)  # fmt: skip
        for mean, share, count in each.bins:
            log.info("  probability %.2f: right %.2f of %d", mean, share, count)


if __name__ == "__main__":
    main()
