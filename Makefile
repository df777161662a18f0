# gongkai. "make" lists what there is; CI runs .ci/run.
.DEFAULT_GOAL := help
.PHONY: help build run fmt check test race fuzz score printed bench docs cover ci clean

T ?= 10m
N ?= 24
ARGS ?= --help
PKG ?= ./...

help: ## list the targets
	@sed -n 's/^\([a-z]*\): .*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

build: ## build bin/gongkai
	CGO_ENABLED=0 go build -trimpath -o bin/gongkai ./cmd/gongkai

run: ## run the program: make run ARGS='report check example'
	@go run ./cmd/gongkai $(ARGS)

fmt: ## format the code
	gofmt -w .

check: ## format, vet, staticcheck, tests: before every commit
	@test -z "$$(gofmt -l .)" || { gofmt -d . | head -n 40; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	go test ./...

test: ## run the tests, then tell which were skipped and why
	go test ./... && go test

race: ## run the tests with the race detector (needs a C compiler)
	go test -race ./...

fuzz: ## run every fuzz target for T each: make fuzz T=10m
	.ci/fuzz $(T)

score: ## hold the reader and the checks against ../shared: must be perfect
	.ci/score all

printed: ## the same on N + N reports printed by Chromium and LibreOffice
	.ci/score printed $(N)

bench: ## run the benchmarks: make bench PKG=./paper/docx
	go test -run '^$$' -bench . -benchmem $(PKG)

docs: ## make the generated pages in docs/ again
	go generate ./...
	go test ./law/report -run RulesDoc -update

cover: ## show how much of each package the tests reach
	go test -cover ./...

ci: ## run all that CI runs
	bash .ci/run

clean: ## remove what was built
	rm -rf bin
