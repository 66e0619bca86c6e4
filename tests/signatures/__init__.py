"""Signatures of requests: who signed, and in which regions that counts."""
