"""`python -m scoring [migrate | rebuild]`."""

import asyncio
import sys

from scoring.main import build
from scoring.rebuild import rebuild
from servicekit.service import main


def _say(line: str) -> None:
    sys.stdout.write(f"\r{line}\x1b[K")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:] == ["rebuild"]:
        sys.stdout.write(f"\n{asyncio.run(rebuild(build(), _say)):,} records applied\n")
    else:
        main(build)
