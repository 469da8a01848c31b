# make            install what is missing, build policyc, compile policy/ to generated/
# make test       the tests, and that generated/ is what policy/ compiles to
# make conformance  what is made, judged by validators, a browser and an oracle that others wrote
# make install    put policyc into $(PREFIX)/bin
SHELL := /bin/bash
PREFIX ?= /usr/local
policyc := .build/release/policyc
packages := libyaml-dev libxml2-dev libcmark-dev libssl-dev pkg-config

.PHONY: build dependencies release test conformance install
build: release
	$(policyc) build

release: dependencies
	swift build -c release --static-swift-stdlib --product policyc

# apt is asked only where a package is missing.
dependencies:
	@missing=(); for package in $(packages); do \
	  dpkg -s $$package >/dev/null 2>&1 || missing+=($$package); done; \
	if [ $${#missing[@]} -gt 0 ]; then \
	  echo "installing $${missing[*]}"; \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$sudo apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $${missing[*]} >/dev/null; \
	fi

test: dependencies
	swift format lint --strict --recursive Sources Tests Package.swift
	swift build --build-tests
	swift test --skip-build
	.build/debug/policyc build --check

conformance: release
	Tests/Conformance/run

install: release
	install -D $(policyc) $(DESTDIR)$(PREFIX)/bin/policyc
