"""Benchmarks against the peers: run by `make bench`, never by the tests."""
