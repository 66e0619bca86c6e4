"""Rules about APIs of every make, and an OpenAPI document read as the operations that it makes."""
