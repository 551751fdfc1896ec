"""Where the agenda's rows come from: one small module per family of records, one indexed statement per source."""
