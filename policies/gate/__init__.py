"""The gate: reads synthesized stacks, runs every engine, and says pass, fail or error."""
