"""Rules about accelerators."""
