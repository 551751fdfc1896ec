"""What the program costs, each operation against a floor measured in the same run: `python -m benchmarks`."""
