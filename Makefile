# make demo, make test: the two commands a new user needs. Everything lives in .venv; nothing but packages is downloaded.
PYTHON ?= python3
BIN := .venv/bin
unexport PYTHONDONTWRITEBYTECODE # programs are started often here: compiled once, each starts in half the time

.PHONY: demo test check wheel eval bench screenshots lock clean
.DELETE_ON_ERROR:

.venv/ready: requirements/build.lock requirements/dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "onrecord needs Python 3.11 or later; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip sync --quiet --require-hashes requirements/dev.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

demo: .venv/ready
	$(BIN)/onrecord --db onrecord.db add examples
	$(BIN)/onrecord --db onrecord.db find --limit 1000

test: .venv/ready
	$(BIN)/python -m pytest --numprocesses 3 --dist worksteal

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: .venv/ready
	$(BIN)/python -m evaluation

.venv-bench/ready: requirements/bench.lock .venv/ready
	test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	VIRTUAL_ENV=.venv-bench $(BIN)/uv pip sync --quiet --require-hashes requirements/bench.lock
	touch $@

bench: .venv-bench/ready
	PYTHONPATH=. .venv-bench/bin/python -m benchmarks.reading
	PYTHONPATH=. .venv-bench/bin/python -m benchmarks.stages
	$(BIN)/python -m benchmarks.lengths
	$(BIN)/python -m benchmarks.record $(SIZES)

wheel: .venv/ready
	.ci/wheel

screenshots: .venv/ready
	$(BIN)/python -m tests.web.screenshots

lock: .venv/ready
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
	  --group dev pyproject.toml --output-file requirements/dev.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
	  --group bench pyproject.toml --output-file requirements/bench.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
	  pyproject.toml --constraint requirements/dev.lock --output-file requirements/run.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
	  --group build --constraint requirements/dev.lock --output-file requirements/build.lock

clean:
	rm -rf .venv .venv-bench .mypy_cache .ruff_cache .pytest_cache
