"""Benchmarks: times as ratios within one run, printed as tables; never run as tests."""
