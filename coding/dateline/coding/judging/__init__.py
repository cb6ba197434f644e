"""Candidates in, the probability that a careful reader would code each out: whether something is an event."""

from dateline.coding.judging.features import Scene, describe
from dateline.coding.judging.judge import Judge, Model, StrictJudge, TrainedJudge, Verdict
from dateline.coding.judging.model import JUDGES, load_judge

__all__ = ["JUDGES", "Judge", "Model", "Scene", "StrictJudge", "TrainedJudge", "Verdict", "describe", "load_judge"]
