"""The ports in one process: for people who try the API, and for tests that break it."""
