"""Tests of each function by itself."""
