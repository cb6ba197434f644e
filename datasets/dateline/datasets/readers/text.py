"""Plain text corpora: a .txt file or a folder of them in; an article or a quarantined file for each out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.coding.errors import CorpusError
from dateline.coding.records import Article
from dateline.datasets.quarantine import Quarantined
from dateline.datasets.readers.admission import MAX_CHARACTERS, Admission, AdmissionRules
from dateline.datasets.readers.files import (
    CorpusFile,
    check_encoding,
    check_text_file,
    corpus_files,
    is_decoded,
    open_text,
)

SUFFIXES = (".txt",)
_BYTES_PER_CHARACTER = 4


class TextReader:
    """Reads a .txt file, or all those of a folder and its subfolders in the order of their names.

    Each is taken to be a saved page: title, date and publisher are found in it, and its furniture is left
    out; with `text_is="article"` the whole text stays. The id is the file's name in the folder without .txt.
    """

    def __init__(
        self,
        path: str | Path,
        text_is: str = "page",
        encoding: str = "utf-8",
        max_characters: int = MAX_CHARACTERS,
        only_language: str | None = "en",
        publisher: str | None = None,
        licence: str | None = None,
    ) -> None:
        self._path = path
        self._encoding = encoding
        self._rules = AdmissionRules(text_is, max_characters, only_language, publisher, licence)

    def check(self) -> None:
        """Raises CorpusError or ConfigError where no work can start."""
        self._files()

    def count(self) -> int | None:
        """The number of files."""
        return len(self._files())

    def inputs(self) -> list[tuple[str, str]]:
        """The name, relative to the corpus, and the SHA-256 of every file that can be opened."""
        hashes = []
        for file in self._files():
            try:
                hashes.append((file.name, file.sha256()))
            except OSError:
                continue  # the file itself is quarantined as unreadable
        return hashes

    def __iter__(self) -> Iterator[Article | Quarantined]:
        return self._records(self._files())

    def _files(self) -> list[CorpusFile]:
        self._rules.check()
        check_encoding(self._encoding)
        files = corpus_files(self._path, SUFFIXES)
        if Path(self._path).is_file():
            if not files[0].name.lower().endswith(SUFFIXES):
                raise CorpusError(f"the file {files[0].name!r} is no .txt file; name it so, or use another corpus")
            check_text_file(files[0])
        return files

    def _records(self, files: list[CorpusFile]) -> Iterator[Article | Quarantined]:
        admission = Admission(self._rules)
        for file in files:
            article_id = file.name[: -len(".txt")]
            try:
                size = file.path.stat().st_size
                limit = self._rules.max_characters
                if size > _BYTES_PER_CHARACTER * (limit + 1) * 2:
                    detail = f"{size:,} bytes; max_characters is {limit:,}"
                    yield Quarantined(file.name, None, article_id, "too_long", detail)
                    continue
                with open_text(file, self._encoding, "") as stream:
                    raw = stream.read()
                    is_text = is_decoded(raw, stream)
                    encoding = stream.encoding
            except OSError as error:
                yield Quarantined(file.name, None, article_id, "unreadable", error.strerror)
                continue
            if is_text:
                yield admission.admit(file.name, None, {"id": article_id, "text": raw})
            else:
                detail = f"the file is not {encoding} text; set the encoding if it is another"
                yield Quarantined(file.name, None, article_id, "undecodable", detail)
