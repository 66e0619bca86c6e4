"""Blocks: what systems are composed of, by concern. Each adds resources to a `Place` and returns
handles to them.

Resources stand directly under their stack. A construct in between would put a hash into every
address, and plans are read by people.
"""
