"""Reports: contacts by staff and way, what customers owe, the money of a day; every line leads to its source."""
