"""Files that go out and come in: papers, workbooks, address books, and readers for imports. Pure functions."""
