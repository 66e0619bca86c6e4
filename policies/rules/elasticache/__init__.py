"""Rules about ElastiCache and MemoryDB."""
