"""Tests of `infra`: settings and names without cdktf, the rest on one synthesis."""
