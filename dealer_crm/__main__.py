"""Lets `python -m dealer_crm` start the program."""

import sys

from dealer_crm.app.main import main

if __name__ == "__main__":
    sys.exit(main())
