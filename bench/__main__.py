"""``python -m bench``: run every benchmark that fits in ten minutes."""

import sys

from bench.commands import main

if __name__ == "__main__":
    sys.exit(main())
