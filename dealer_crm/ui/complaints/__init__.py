"""The room of complaints: the list, the form that registers, and the case with its eight steps."""
