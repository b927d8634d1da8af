"""`python -m reclameici` is the command `reclameici`."""

from reclameici.cli import main

main()
