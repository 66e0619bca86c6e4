"""Books what the processor paid out."""
