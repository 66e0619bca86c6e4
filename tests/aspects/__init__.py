"""Tests of the aspects."""
