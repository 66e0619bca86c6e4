"""Makes a region act for another's payments."""
