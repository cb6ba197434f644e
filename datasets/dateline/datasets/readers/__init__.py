"""Readers: a corpus on disk in; one `Article` or `Quarantined` for each record, in order, out.

Every reader is an iterable that can be gone through again, and has `check()` (a CorpusError or ConfigError
says why no work can start; the other three call it first), `count()` (records, for progress) and `inputs()`
(names and SHA-256 of the files). A bad record never stops the others. Memory does not grow with the corpus,
but for the ids.
"""
