# Two commands do everything on a machine with Python 3.11+: `make run` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: run llm test lint types layers format docs lock clean

run: $(VENV)/.run-ready ## Start the bot in this terminal, without any token
	@$(BIN)/storybot chat

llm: $(VENV)/.run-ready ## Add what writing answers with a language model needs (see docs/operating.md)
	@$(PIP) install --require-hashes --requirement requirements-llm.lock

test: $(VENV)/.test-ready lint types layers ## Everything a change must pass
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n 2
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report --fail-under=90

lint: $(VENV)/.test-ready
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/ruff check --quiet --output-format concise .

types: $(VENV)/.test-ready
	@$(BIN)/mypy --no-error-summary

layers: $(VENV)/.test-ready
	@$(BIN)/lint-imports --no-logo > $(VENV)/layers.txt || (cat $(VENV)/layers.txt; exit 1)

format: $(VENV)/.test-ready ## Rewrite the code in the project's format
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

docs: $(VENV)/.test-ready ## Write the pages of docs/ that are made from the code
	@$(BIN)/python -m tests.support.pages
	@$(BIN)/python -m tests.unit.discord.screens > /dev/null
	@$(BIN)/python -m tests.wire.discord.days > /dev/null
	@$(BIN)/python -m tests.unit.slack.screens > /dev/null
	@$(BIN)/python -m tests.wire.fetching.table > /dev/null
	@$(BIN)/python -m tests.wire.feeds.table > /dev/null
	@$(BIN)/python -m bot.settings > .env.example

lock: ## Choose dependency versions anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header pyproject.toml --group build --output-file requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header pyproject.toml --extra llm --constraint requirements.lock --output-file requirements-llm.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --no-header pyproject.toml --group dev --constraint requirements-llm.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build dist .coverage* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("storybot needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make run PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV) || (echo "python3-venv is missing; on Debian: apt-get install python3-venv"; exit 1)

$(VENV)/.run-ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing dependencies (once) ..."
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test-ready: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing dependencies for the tests (once) ..."
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run-ready
