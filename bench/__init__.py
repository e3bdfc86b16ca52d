"""Benchmarks: made-up case files of any size, and what habeas costs on them, as ratios in one run."""
