"""Benchmarks: each goal as a ratio to a bare floor measured in the same run, on the same engines."""
