"""Runs this service's migrations; see servicekit.migrations."""

from servicekit.migrations import run_environment

run_environment()
