"""What is found is the same in every run, whatever Python's hashes and addresses are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
FINDS = """
from policies.access.evaluation import ACTION, RESOURCE
from policies.access.formulas import Some, conjunction, request_for
from policies.access.operators import arn, literal, wildcards
from policies.access.predicates import Texts

def among(key, make, *texts):
    return Some(key, Texts(tuple(map(make, texts))))

print(request_for(conjunction(
    among(RESOURCE, arn, "arn:aws:iam::1:role/*"), among(RESOURCE, arn, "arn:aws:iam::1:role/o*"),
    among(ACTION, lambda text: wildcards(text, fold=True), "iam:P*", "s3:*"),
    among(ACTION, literal, "iam:PassRole"),
    *(among("aws:tagkeys", wildcards, text) for text in ("a*", "b*", "c*")),
), lambda key: key == "aws:tagkeys"))
"""


def test_the_same_request_is_found_in_every_run() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", FINDS],
            cwd=PROJECT,
            env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(PROJECT)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in range(8)
    }
    assert len(told) == 1, told
