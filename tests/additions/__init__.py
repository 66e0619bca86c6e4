"""What a test adds to a copy of the project, one folder a kind, as CONTRIBUTING.md describes it."""
