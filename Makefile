# Luotu: two commands are enough, `make app` and `make test`. The work is done by tools/.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help app test format score score-gem bench profile sample docs picture lock clean
unexport PYTHONHOME PYTHONPATH

PORT ?= 8501
export PORT PYTHON

in_venv := .venv/bin/python
# Finds a Python on the machine and lets tools/bootstrap.py see to the steps named after it.
ensure = @python=$$(sh tools/python.sh) && "$$python" tools/bootstrap.py

help: ## print this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name what; \
	do printf '  make %-10s %s\n' "$$name" "$$what"; done

app: ## set everything up and open the map page on http://127.0.0.1:8501 (PORT=… for another port)
	$(ensure) port install boundaries
	@.venv/bin/luotu serve --port "$(PORT)"

test: ## format check, lint, types and all tests, the browser's too
	$(ensure) install boundaries browser nginx
	@$(in_venv) -m ruff format --check .
	@$(in_venv) -m ruff check .
	@$(in_venv) -m mypy
	@$(in_venv) -m pytest --numprocesses 2 --dist loadfile

format: ## format the code and mend what the linter can mend
	$(ensure) install
	@$(in_venv) -m ruff format .
	@$(in_venv) -m ruff check --fix .

score: ## score the reader on annotated plans (those of ../shared, where it is there, and our own)
	$(ensure) install
	@$(in_venv) -m tools.score $(ARGS)

score-gem: ## score the geocoder on real plants (needs ../shared)
	$(ensure) install
	@$(in_venv) -m tools.score_gem

bench: ## time reader and geocoder beside cpca, points beside a bare STRtree, sums beside pandas and DuckDB, files on their way in, the map page
	$(ensure) install boundaries browser bench
	@$(in_venv) -m tools.bench

profile: ## tell the functions in which the reader spends most time
	$(ensure) install
	@$(in_venv) -m tools.bench --profile

sample: ## read the plans of ../shared again and write data/sample
	$(ensure) install
	@$(in_venv) -m tools.make_sample

docs: ## write docs/kinds.md and docs/rules.md from the tables of kinds and rules
	$(ensure) install
	@$(in_venv) -m tools.kinds_doc
	@$(in_venv) -m tools.rules_doc

picture: ## make the README's picture of the map page
	$(ensure) install boundaries browser
	@$(in_venv) -m tools.screenshot

lock: ## pin the requirements anew, with hashes
	$(ensure) install
	@$(in_venv) -m tools.lock

clean: ## remove what set-up and tests made; your registry stays
	@rm -rf .venv .venv-bench .pytest_cache .mypy_cache .ruff_cache .hypothesis build out *.egg-info
	@rm -rf static screenshots
	@rm -f data/boundaries/*.parquet data/boundaries/*.geojson data/boundaries/*.json
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
