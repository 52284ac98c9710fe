PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: install install-dev start test check bench train lock messages

install: $(RUN_STAMP)
install-dev: $(DEV_STAMP)

$(RUN_STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Lan Tỏa needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 start")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(RUN_STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

start: install
	$(BIN)/lantoa start

test: install-dev check
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python scripts/messages.py check

# After a change of the interface's words: bring the catalogue up to date, translate what is new, then run it again.
messages: install-dev
	$(BIN)/python scripts/messages.py extract
	$(BIN)/python scripts/messages.py compile

bench: install-dev
	$(BIN)/python -m benchmarks

# Learns the ranker of retrieval anew, from LANTOA_SHARED; the same material gives the same file.
train: install-dev
	$(BIN)/python -m scripts.train_ranker
	$(BIN)/python -m scripts.train_answers

# Needs uv; run it after a change of the dependencies in pyproject.toml.
lock:
	uv pip compile pyproject.toml --extra server --extra province --group build --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --extra server --extra province --group build --group dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -q -c requirements.lock -o requirements-dev.lock
