# "make demo" and "make test" need Python 3.10 or later and nothing else.

PYTHON ?= python3
PORT ?= 8000
VENV ?= .venv
PYTEST_ARGS ?=
# One more than there are processors: browser tests wait rather than compute.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

BIN := $(VENV)/bin
MANAGE := $(BIN)/python sandbox/manage.py
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check
LANGUAGES := en fr es ar
TEMPLATES := $(wildcard workshops_plugin/templates sandbox/templates)

.DEFAULT_GOAL := help
.PHONY: help demo install test slow crash bench lint format messages screenshots tox clean

help:
	@echo "make demo      serve the demonstration on http://localhost:$(PORT)/"
	@echo "make test      run the whole test suite"
	@echo "make slow      run the tests that take minutes"
	@echo "make crash     kill mail workers while they send to thousands"
	@echo "make bench     run the benchmarks"
	@echo "make tox       run the suite on every supported version"
	@echo "make lint      check code and templates"
	@echo "make format    format the code"
	@echo "make messages  collect and compile the translations (needs gettext)"
	@echo "make screenshots  take the pictures for the docs (needs Chromium)"
	@echo "make clean     remove everything that make has made"

demo: $(VENV)/.demo
	$(MANAGE) migrate -v 0
	SANDBOX_URL=http://localhost:$(PORT) $(MANAGE) load_demo
	@# The worker ends with the server.
	export SANDBOX_URL=http://localhost:$(PORT); \
	$(MANAGE) send_deliveries --loop --interval 2 & worker=$$!; \
	trap 'kill $$worker 2>/dev/null' EXIT; \
	$(MANAGE) runserver $(PORT)

install: $(VENV)/.dev

# Each worker would compile every test anew, were the bytecode not kept.
test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/.dev
	$(BIN)/pytest -n $(WORKERS) -rs $(PYTEST_ARGS)

slow: $(VENV)/.dev
	$(BIN)/pytest -n auto -m slow $(PYTEST_ARGS)

crash: $(VENV)/.dev
	$(BIN)/pytest tests/mailing/test_crash.py -m "" $(PYTEST_ARGS)

bench: $(VENV)/.dev
	$(BIN)/pytest tests/benchmarks -m "" -o python_files="test_*.py bench_*.py" $(PYTEST_ARGS)

tox: $(VENV)/.dev
	$(BIN)/tox run

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet $(TEMPLATES)

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: $(VENV)/.dev
	$(BIN)/python docs/screenshots.py

messages: $(VENV)/.dev
	cd workshops_plugin && $(abspath $(BIN)/python) ../sandbox/manage.py makemessages \
		$(LANGUAGES:%=--locale %) --no-obsolete --no-wrap --add-location file
	cd workshops_plugin && $(abspath $(BIN)/python) ../sandbox/manage.py compilemessages \
		$(LANGUAGES:%=--locale %)

clean:
	rm -rf $(VENV) .tox var build dist *.egg-info htmlcov .coverage* \
		.pytest_cache .ruff_cache .hypothesis .benchmarks

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml | $(BIN)/python
	$(PIP) --editable ".[sandbox]"
	touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(PIP) --editable ".[dev]"
	touch $(VENV)/.demo $@
