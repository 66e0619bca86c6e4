"""The diff: what changes between two synthesized outputs, for the reviewer of a pull request."""
