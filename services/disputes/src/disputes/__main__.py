"""`python -m disputes [migrate]`."""

from disputes.main import build
from servicekit.service import main

if __name__ == "__main__":
    main(build)
