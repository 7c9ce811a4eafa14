"""``python -m bootstrap`` is ``redbee``."""

from bootstrap.cli import main

if __name__ == "__main__":
    main(prog_name="redbee")
