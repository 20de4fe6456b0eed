# Two commands do everything: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
OUT ?= out

.PHONY: setup demo test test-all lint generated clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e '.[test]'
	touch $@

demo: setup
	$(BIN)/kg build data/articles -o $(OUT)
	$(BIN)/kg view -g $(OUT) -o $(OUT)/graph.html
	@echo
	@echo "Which state visits does the graph know?"
	$(BIN)/kg query -g $(OUT) --format table docs/examples/state-visits.rq
	@echo "The graph:   $(OUT)/core.ttl (facts), $(OUT)/evidence.ttl (who says so)"
	@echo "The drawing: $(OUT)/graph.html (open it in a browser)"

test: setup
	$(BIN)/python -m pytest -m 'not slow'

test-all: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

generated: setup
	$(BIN)/kg schema build

clean:
	rm -rf $(VENV) out build dist
