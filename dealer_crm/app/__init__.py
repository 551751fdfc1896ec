"""The only place that knows everything: start, command line, wiring, settings, crash reports."""
