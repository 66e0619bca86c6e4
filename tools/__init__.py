"""Tools of those who develop this repository; no part of what it ships."""
