"""The arithmetic of the load: what it needs of AWS, and what a profile carries."""
