"""Measurements, run by hand or by `make benchmark`; never timed tests."""
