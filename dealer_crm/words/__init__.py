"""Labels of enums and sentences for errors, for every face of the program."""
