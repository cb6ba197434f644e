"""The rule coder: Articles in, CodingResults out, by an ontology, resolvers and rules that can be traced."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version

from dateline.coding.candidates.matcher import Matcher
from dateline.coding.cast import ActorResolver
from dateline.coding.errors import ConfigError, nearest
from dateline.coding.events.drafts import build_events
from dateline.coding.events.merging import MERGINGS, merge_events, read_weights
from dateline.coding.judging import load_judge
from dateline.coding.ontology import Ontology, load_ontology
from dateline.coding.places import PlaceResolver
from dateline.coding.records import Article, CodingResult, Rejection, Sentence
from dateline.coding.resolution import Reading, Resolution
from dateline.coding.syntax import Vocabulary, extract_predications, find_quotes
from dateline.coding.syntax.parser import DEFAULT_MODEL, Parser, split_sentences
from dateline.coding.text.headlines import lower_headline
from dateline.coding.text.truecasing import CaseRestorer

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trace:
    """A coding result with the steps that led to it."""

    result: CodingResult
    sentences: tuple[Reading, ...]


class RuleCoder:
    """Codes articles by rules; calling it maps articles to results, one for one and in order.

    Parameters
    ----------
    ontology: a folder of families (None: the standard ontology).
    model: name of an installed spaCy pipeline.
    min_score: the probability from which a candidate is coded; from 0 to 1.
    judge: "trained", "strict" (the rules at their word) or a file that `judging.training` has written.
    merging: how the mentions of an article become events, one of MERGINGS.
    merge_weights: weights of MergeWeights that are not to be its own, by name.
    gazetteer: a dump of GeoNames, or its index, whose places join those that come with dateline.

    Raises ConfigError for another `merging` and for a weight that cannot be.
    """

    def __init__(
        self,
        ontology: str | None = None,
        model: str = DEFAULT_MODEL,
        min_score: float = 0.55,
        merging: str = "same",
        merge_weights: Mapping[str, float] | None = None,
        judge: str = "trained",
        gazetteer: str | None = None,
    ) -> None:
        if merging not in MERGINGS:
            allowed = ", ".join(MERGINGS)
            raise ConfigError(f"coder.merging is {merging!r}{nearest(merging, MERGINGS)} (allowed: {allowed})")
        if not 0 <= min_score <= 1:
            raise ConfigError(f"coder.min_score is {min_score}; give a probability from 0 to 1")
        self.ontology: Ontology = load_ontology(ontology)
        self.parser = Parser(model)
        self.min_score = min_score
        self.judge, self.judge_version = load_judge(judge, self.ontology)
        self.merging = merging
        self.merge_weights = read_weights(merge_weights)
        self.actors = ActorResolver.load()
        self.places = PlaceResolver.load(gazetteer)
        self.casing = CaseRestorer(self.parser.word_classes, self.actors, self.places)
        self.matcher = Matcher(self.ontology, self.actors)
        self.vocabulary = Vocabulary(self.ontology.nouns, self.ontology.adjectives)

    @property
    def coder_id(self) -> str:
        """Name and version, as written in every row."""
        return f"rules {_version()}"

    def versions(self) -> dict[str, str]:
        """Versions of what the coding depends on, for the manifest."""
        ontology = f"{self.ontology.folder_name} {self.ontology.sha256[:12]}"
        return {
            "model": self.parser.version,
            "ontology": ontology,
            "judge": self.judge_version,
            "gazetteer": self.places.gazetteer.version,
        }

    def __call__(self, articles: Iterable[Article]) -> Iterator[CodingResult]:
        for article in articles:
            try:
                result = self.trace(article).result
            except Exception as error:  # a bad article must not stop the others
                log.debug("article %s failed", article.article_id, exc_info=True)
                result = CodingResult(article, error=("coder_failed", f"{type(error).__name__}: {error}"))
            yield result

    def trace(self, article: Article) -> Trace:
        """Code one article and keep the steps."""
        names = self.actors.find_names(article.title or "")
        # What was printed in capitals is read in ordinary case; what is kept are the article's own words.
        cased = self.casing.restore(article.text)
        text = lower_headline(
            cased, article.title, lambda start, end: any(a <= start and end <= b for a, b, _ in names)
        )
        doc = self.parser.parse(text)
        quotes = find_quotes(article.text)
        readings: list[Reading] = []
        rejections: list[Rejection] = []
        for parsed, span in split_sentences(doc):
            sentence = replace(parsed, text=cased[parsed.start : parsed.end])
            predications = extract_predications(span, sentence.index, self.vocabulary, quotes)
            candidates, rejected = self.matcher.find_candidates(predications)
            rejections += rejected
            readings.append(Reading(sentence, predications, candidates))
        entities = tuple((e.start_char, e.end_char, e.label_) for e in doc.ents)
        resolution = Resolution(
            self.ontology,
            self.actors,
            self.places,
            replace(article, text=cased),
            entities,
            self.judge,
            self.min_score,
        )
        drafts, dropped, judged = resolution.resolve(tuple(readings), quotes)
        rejections += dropped
        events = build_events(article, drafts, self.coder_id)
        if self.merging == "same":
            events = merge_events(events, article, self.merge_weights)
        result = CodingResult(
            article=article,
            sentences=tuple(_in_own_words(reading.sentence, article) for reading in readings),
            events=events,
            rejections=tuple(sorted(rejections, key=lambda r: (r.sentence, r.start, r.end, r.reason, r.detail or ""))),
        )
        return Trace(result, judged)


def _in_own_words(sentence: Sentence, article: Article) -> Sentence:
    return replace(sentence, text=article.text[sentence.start : sentence.end])


def _version() -> str:
    try:
        return version("dateline")
    except PackageNotFoundError:
        return "0"
