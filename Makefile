# One set of commands; `make help` lists them.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
MANIFESTS := $(wildcard libs/*/pyproject.toml services/*/pyproject.toml) tools/pyproject.toml
ENVIRONMENT := .venv/environment.stamp
GATEWAY := services/gateway
FONTS := $(GATEWAY)/src/gateway/presentation/static/fonts
TYPED := $(wildcard libs/*/src services/*/src) tools/src conftest.py
SERVICES := brands complaints disputes gateway notifications partners scoring
OWN := contracts servicekit $(SERVICES) reclameici
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run reset test tests-journeys tests-pages tests-rest test-domain bench check lock environment fonts

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: environment fonts ## start the whole platform; Ctrl-C stops it
	@exec $(BIN)/reclameici run

reset: environment ## remove all local data
	@$(BIN)/reclameici reset

test: environment fonts ## every test, on the real engines
	@$(BIN)/reclameici prepare-tests
	@# Journeys wait more than they work: the parts run side by side, those that need engines with their own.
	@$(MAKE) --no-print-directory --keep-going --jobs tests-journeys tests-pages tests-rest

tests-journeys: MARKED = platform
tests-journeys: FROM = tools/tests/demo tests  # asynchronous tests come before those of the browser
tests-pages: MARKED = browser and not platform
tests-pages: FROM = tests/browser
tests-rest: MARKED = not platform and not browser
tests-pages tests-rest: NICE = nice -n 5
tests-journeys tests-pages tests-rest:
	@set -o pipefail; $(NICE) $(BIN)/python -m pytest -m "$(MARKED)" $(or $(PYTEST_ARGS),$(FROM)) 2>&1 | sed -u "s/^/[$(@:tests-%=%)] /" \
	|| test $$? -eq 5  # PYTEST_ARGS chose none of these

test-domain: environment ## the rules alone, without any engine
	$(BIN)/python -m pytest -m "not engines and not browser" libs services tools tests/architecture $(PYTEST_ARGS)

bench: environment ## speed, as ratios to bare floors in the same run
	@$(BIN)/reclameici bench

check: environment ## style, types, boundaries
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy $(TYPED)
	$(BIN)/lint-imports

lock: environment ## pin every dependency anew, with hashes
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate $(OWN:%=--no-emit-package %) \
		pyproject.toml --extra dev $(MANIFESTS) -o requirements.lock

environment: $(ENVIRONMENT)

$(ENVIRONMENT): requirements.lock $(MANIFESTS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
		|| { echo "Python 3.11 is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv \
		|| { echo "The module venv is missing. Install it, on Debian with: apt-get install python3-venv"; exit 1; }
	@echo "Installing the Python environment…"
	@$(BIN)/python -m pip install --quiet --no-compile --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation $(addprefix --editable ,$(dir $(MANIFESTS)))
	@# What runs is compiled once, here, and not anew by each process; pip would compile all that could.
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -c '$(SERVICES:%=import %.main;) import servicekit.migrations, reclameici.cli'
	@touch $@

fonts: $(FONTS)/fonts.stamp

# Without npm, or when it fails, the stamp stays away and the next run tries again.
$(FONTS)/fonts.stamp: $(GATEWAY)/package.json
	@if ! command -v npm > /dev/null; then \
		echo "npm is absent: the pages stand on the system's fonts."; \
	elif npm install --prefix $(GATEWAY) --no-package-lock --ignore-scripts --no-audit --no-fund --silent; then \
		mkdir -p $(FONTS) \
		&& cp $(GATEWAY)/node_modules/@fontsource-variable/*/files/*-latin-wght-normal.woff2 $(FONTS)/ \
		&& touch $@; \
	else \
		echo "npm could not fetch the fonts: the pages stand on the system's."; \
	fi
