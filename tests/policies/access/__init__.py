"""Access: the decision procedure against judges of its own kind, and the properties against edits."""
