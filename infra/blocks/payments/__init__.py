"""Blocks of payments: what systems that take payments have alike, made of the blocks of each concern."""
