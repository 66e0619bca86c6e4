"""Rules about EFS file systems."""
