"""Lets `python -m benchmarks [row …]` measure; a child process that runs this file again imports nothing by it."""

import sys

if __name__ == "__main__":
    from benchmarks.command import main

    sys.exit(main(sys.argv[1:]))
