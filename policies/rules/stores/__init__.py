"""Rules that hold for many types of store alike, each over a table of types."""
