"""What runs in containers: one folder an image, which knows nothing of the rest of the project."""
