"""The baselines: each function makes the untrained scikit-learn pipeline that a file of `configs/classifier/` names.

A pipeline takes texts (cues of units) and class numbers. One of your own is any function or class that gives such an
estimator with `fit` and `predict`, and `decision_function` or `predict_proba`.
"""

from __future__ import annotations

from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import Pipeline
from sklearn.svm import LinearSVC

from dateline.experiments.consistency.encoder import SentenceEncoder
from dateline.experiments.consistency.keywords import KeywordClassifier

TOKENS = r"«?\w[\w'’-]*~?»?"
"""Words, and words marked as a trigger's, which are other tokens than the words themselves."""

# The commonest words and pairs of words; the rest stand in one sentence or two.
_FEATURES = 50_000


def majority() -> Pipeline:
    """Gives everything the commonest code: what any other must beat."""
    return Pipeline([("words", _count()), ("classifier", DummyClassifier(strategy="prior"))])


def keyword(words: int = 20) -> Pipeline:
    """Lists of `words` keywords to a code, learned from the coding."""
    return Pipeline([("words", _count()), ("classifier", KeywordClassifier(words))])


def naive_bayes(alpha: float = 0.3) -> Pipeline:
    """Complement naive Bayes (Rennie et al. 2003) on TF-IDF; `alpha` smooths the counts."""
    return Pipeline([("words", _weigh()), ("classifier", ComplementNB(alpha=alpha))])


def logistic_regression(c: float = 30.0, seed: int = 0) -> Pipeline:
    """Logistic regression on TF-IDF, one code against the rest; a smaller `c` holds the weights down more."""
    return Pipeline([("words", _weigh()), ("classifier", _logistic(c, seed))])


def linear_svm(c: float = 0.5, seed: int = 0) -> Pipeline:
    """A linear support vector machine on TF-IDF, one code against the rest."""
    return Pipeline([("words", _weigh()), ("classifier", LinearSVC(C=c, random_state=seed))])


def logistic_regression_encoder(c: float = 30.0, seed: int = 0) -> Pipeline:
    """Logistic regression on the vectors of a small sentence encoder."""
    return Pipeline([("vectors", SentenceEncoder()), ("classifier", _logistic(c, seed))])


def linear_svm_encoder(c: float = 1.0, seed: int = 0) -> Pipeline:
    """A linear support vector machine on the vectors of a small sentence encoder."""
    return Pipeline([("vectors", SentenceEncoder()), ("classifier", LinearSVC(C=c, random_state=seed))])


def _logistic(c: float, seed: int) -> OneVsRestClassifier:
    return OneVsRestClassifier(LogisticRegression(C=c, solver="liblinear", random_state=seed))


def _count() -> CountVectorizer:
    return CountVectorizer(token_pattern=TOKENS, lowercase=False, binary=True, max_features=_FEATURES)


def _weigh() -> TfidfVectorizer:
    return TfidfVectorizer(
        token_pattern=TOKENS,
        lowercase=False,
        sublinear_tf=True,
        ngram_range=(1, 2),
        max_features=_FEATURES,
    )
