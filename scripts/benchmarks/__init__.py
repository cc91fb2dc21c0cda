"""Benchmarks: each module measures one room and returns its figures; nothing here is a test."""
