"""Access: what policies allow, decided exactly, and the properties that are proven of it or refuted."""
