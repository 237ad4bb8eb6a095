"""What `tests/interop/run` is made of. Python's own library is all it needs."""
