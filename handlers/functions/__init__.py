"""What runs in AWS Lambda: a folder for each function, and what several have in common."""
