# Every command of the house. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test test-services test-browser screenshots check lock bench mutants

PORT ?= 8000
export PORT

PYTEST = .venv/bin/pytest
# Two processes: a test database for each (SQLite and PostgreSQL alike).
PARALLEL = -n 2
# Whatever this shell is set to, these run on the embedded default.
EMBEDDED = env -u DATABASE_URL -u REDIS_URL -u EMAIL_URL -u SITE_URL

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

run: ## Web, worker and beat on http://127.0.0.1:8000 (another port: make run PORT=8001)
	@exec bin/run

test: ## Everything that the embedded default can show
	@bin/packages run test
	@bin/install requirements-dev.lock
	$(EMBEDDED) $(PYTEST) $(PARALLEL) $(ARGS)

test-services: export DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/kstthc
test-services: export REDIS_URL ?= redis://127.0.0.1:6379/0
test-services: ## The same suite on PostgreSQL and Redis, and what needs a real worker
	@bin/packages run test
	@bin/install requirements-dev.lock
	$(PYTEST) $(PARALLEL) $(ARGS)
	$(PYTEST) -m services $(ARGS)

test-browser: ## The pages in a real browser: accessibility, console, network, the main walk
	@bin/packages run test browser
	@bin/install requirements-dev.lock
	$(EMBEDDED) $(PYTEST) $(PARALLEL) -m browser $(ARGS)

screenshots: ## The pictures of the README and of docs/huong-dan, made anew
	@bin/packages run test browser
	@bin/install requirements-dev.lock
	$(EMBEDDED) SCREENSHOTS=1 $(PYTEST) -m browser tests/browser/test_screenshots.py

check: ## Lint, format, templates, import order, production settings, missing migrations
	@bin/packages run
	@bin/install requirements-dev.lock
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint --lint --quiet templates
	.venv/bin/lint-imports
	bin/check-production
	.venv/bin/python manage.py makemigrations --check --dry-run

bench: ## What pages and sendings cost with 100,000 cases (PostgreSQL and Redis; half an hour, see bench/README.md)
	@bin/packages run
	@bin/install requirements-dev.lock
	@bin/static
	.venv/bin/python -m bench.pages $(ARGS)
	.venv/bin/python -m bench.senders $(ARGS)

mutants: ## Small faults planted one at a time: which does no test notice? (outside .ci/run; one module: ARGS=deadlines/rules.py)
	@bin/install requirements-dev.lock
	$(EMBEDDED) .venv/bin/python bin/mutants.py $(ARGS)

PIP_COMPILE = .venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options $(ARGS)

lock: ## Both lock files, following pyproject.toml (newer versions: make lock ARGS=--upgrade)
	@bin/install requirements-dev.lock
	$(PIP_COMPILE) --output-file=requirements.lock pyproject.toml
	$(PIP_COMPILE) --extra=dev --constraint=requirements.lock --output-file=requirements-dev.lock pyproject.toml
