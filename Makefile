# Red Bee Ledger 红蜂账本: `make demo` runs it, `make test` proves it, `make help` lists the rest.
#
# Everything is installed into .venv with plain pip, hashes checked; PYTHON= names another Python,
# ARGS= is passed on: make demo ARGS=--once, make test ARGS="tests/qr -x"; WORKERS= says how many
# processes test (as many as there are processors; 0: in this one, so that a debugger works).

SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet
# Without --no-build-isolation pip would fetch a build tool that no hash was checked for.
PROJECT := $(PIP) --no-deps --no-build-isolation --editable .
WORKERS ?= $(shell nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)
PYTEST = $(BIN)/python -m pytest -q --numprocesses=$(WORKERS) --dist=worksteal

.PHONY: help setup setup-dev demo test test-fast explore lint format bench lock

help:  ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

demo: setup  ## Play a day in 大召社区 and two months of 南街村, sum up, serve on 127.0.0.1:8000
	@$(BIN)/redbee demo $(ARGS)

test: setup-dev  ## Run every test: both stores, HTTP, services, a real browser
	@tools/ensure-servers
	@tools/ensure-browser
	@$(PYTEST) --durations=15 $(ARGS)

test-fast: setup-dev  ## Run the tests that need no browser and no service processes
	@$(PYTEST) -m "not browser and not service" $(ARGS)

explore: setup-dev  ## Run the property tests with new examples, other ones each time
	@tools/ensure-servers
	@HYPOTHESIS_PROFILE=explore $(PYTEST) -m hypothesis $(ARGS)

lint: setup-dev  ## Check style, types, import contracts and locks
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python tools/check_locks.py

format: setup-dev  ## Put the code in the house's format
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

bench: setup-dev  ## Measure commands per second; writes bench/results/bench.json
	@tools/ensure-servers
	@$(BIN)/python -m bench $(ARGS)

setup: .venv/.installed  ## Install what running needs
	@:

setup-dev: .venv/.installed-dev  ## Install what tests and checks need
	@:

lock:  ## Write the lock files anew from pyproject.toml (needs uv)
	@tools/lock $(ARGS)

$(BIN)/python:
	@PYTHON="$(PYTHON)" tools/make-venv .venv

# The stamps make a second call instant; a changed lock or project file installs again.
.venv/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing into .venv (hashes checked)"
	@$(PIP) --require-hashes --requirement requirements.lock
	@$(PROJECT)
	@touch $@

.venv/.installed-dev: requirements-dev.lock pyproject.toml | .venv/.installed
	@echo "Installing what tests and checks need (hashes checked)"
	@$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@
