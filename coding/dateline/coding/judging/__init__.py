"""Candidates in, the probability that a careful reader would code each out: whether something is an event."""

from dateline.coding.judging.features import Scene, describe
from dateline.coding.judging.judge import Judge, Model, StrictJudge, TrainedJudge, Verdict

__all__ = ["Judge", "Model", "Scene", "StrictJudge", "TrainedJudge", "Verdict", "describe"]
