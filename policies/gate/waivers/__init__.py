"""Failures that somebody answers for: what is waived, where, by whom and until when."""
