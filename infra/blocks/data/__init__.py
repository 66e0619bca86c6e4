"""Blocks of tables: a region's own, and global ones with their replicas."""
