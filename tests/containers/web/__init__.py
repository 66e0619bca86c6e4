"""Tests of the web application: its parts, the service as a process, and its image."""
