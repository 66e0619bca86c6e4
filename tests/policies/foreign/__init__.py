"""Stacks as a team under time pressure writes them, with their defects listed before any rule saw them."""
