"""One line of what an operator is told, whatever names, keys and answers of others have in them."""

from __future__ import annotations


def one_line(text: str) -> str:
    """The text with what no printer shows written out as escapes, so that it forges no other line."""
    return "".join(
        each if each.isprintable() and each != "\\" else each.encode("unicode_escape").decode()
        for each in text
    )
