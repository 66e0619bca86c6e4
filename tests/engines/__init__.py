"""Tests of `engines`: which library writes the stacks, and what two of them write."""
