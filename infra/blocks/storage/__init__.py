"""Blocks of object storage: buckets, their policies, replication between them."""
