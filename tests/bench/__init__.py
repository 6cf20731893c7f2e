"""Measures the build and the pages on this machine: ``python -m tests.bench``. Asserts nothing about time."""
