"""The compliance report: what the gate found, told to auditors and reviewers."""
