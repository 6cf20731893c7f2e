# Every command of the project; `make` alone lists them. The recipes are plain enough to be typed by hand on a machine without make.
PYTHON = python3
UV = uv
HOST = 127.0.0.1
PORT = 8501
# Your own files once there are any, else the sample district.
DATA = $(if $(wildcard data/raw/*),data/raw,data/sample)
MUJUN_WAREHOUSE ?= data/warehouse
export MUJUN_WAREHOUSE

VENV = .venv
BIN = $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
LOCK = $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help run test build bench docs lint format lock clean

help: ## List what make can do here.
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-7s %s\n", $$1, $$2}' Makefile
	@echo
	@echo "Variables: HOST=$(HOST) PORT=$(PORT) DATA=$(DATA) MUJUN_WAREHOUSE=$(MUJUN_WAREHOUSE) PYTHON=$(PYTHON)"

run: $(VENV)/run.stamp ## Serve the dashboard (HOST=, PORT=); builds the sample district first when there is no snapshot.
	test -e "$(MUJUN_WAREHOUSE)/CURRENT" || $(BIN)/python -m etl build data/sample
	$(BIN)/python -m streamlit run app.py --server.address $(HOST) --server.port $(PORT)

test: lint ## Prove that it works: make lint, then every test, those in a browser too.
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --ignore tests/browser
	$(BIN)/python -m pytest tests/browser

build: $(VENV)/run.stamp ## Build and publish a snapshot of the files in DATA= (data/raw, or the sample district while that is empty).
	$(BIN)/python -m etl build "$(DATA)"

bench: $(VENV)/test.stamp ## Measure the build and the pages on this machine.
	$(BIN)/python -m tests.bench

docs: $(VENV)/run.stamp ## Write the generated documents (dictionary, incoming formats) anew from the contracts.
	$(BIN)/python -c "from etl.contracts.dictionary import write; write('docs')"

lint: $(VENV)/test.stamp ## Check style, format and types; changes nothing.
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy

format: $(VENV)/test.stamp ## Rewrite the code in the project's format.
	$(BIN)/python -m ruff check --fix
	$(BIN)/python -m ruff format

lock: ## Pin the newest releases that pyproject.toml allows into both lock files (needs uv).
	$(LOCK) --upgrade --output-file requirements.lock
	$(LOCK) --upgrade --extra test --constraint requirements.lock --output-file requirements-test.lock

clean: ## Remove the environment and every cache; your files and snapshots stay.
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# Each stamp is younger than the lock file that it installed, so the environment is touched only when a lock changes.
$(VENV)/run.stamp: requirements.lock
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) was not found: install Python 3.11 or newer, or name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, and $(PYTHON) is %d.%d. Name a newer one: make PYTHON=python3.12" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	touch $@

$(VENV)/test.stamp: requirements-test.lock $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-test.lock
	touch $@
