# What people type.  Meson builds (meson.build), tools/setup installs, tests/run tests.

RELEASE  := build/release
SANITIZE := build/sanitize
DEMO     := build/demo

.DEFAULT_GOAL := build
.PHONY: build run check fuzz soak bench screenshots format lint clean setup-build setup-check

# The release build alone: asks nothing, and installs nothing outside this folder.
build: $(RELEASE)/build.ninja
	@tools/setup npm
	@ninja -C $(RELEASE)

# $(CI) makes warnings errors from the start; tests/run makes them errors in any case.
$(RELEASE)/build.ninja:
	@tools/setup npm
	@meson setup $(RELEASE) $(if $(CI),--werror)

setup-build:
	@tools/setup build

setup-check:
	@tools/setup check

# The demonstration, on http://127.0.0.1:8080/.  It is made once; `make clean` takes it away.
run: setup-build
	@$(MAKE) --no-print-directory build
	@tools/run-demo $(RELEASE) $(DEMO)

# All tests, or with T='lint unit/clock' those whose names begin so.
check: setup-check
	@tests/run $(T)

# Every parser of foreign bytes for an hour each; `make check` has five seconds of it.
fuzz: setup-check
	@FUZZ_SECONDS=$${FUZZ_SECONDS:-3600} tests/run fuzz

# An hour of fuzzing each parser, 1,000 kills under load, valgrind over the unit tests: most of a day.
# Less with FUZZ_SECONDS=60 KILLS=50.
KILLS ?= 1000
soak: setup-check
	@FUZZ_SECONDS=$${FUZZ_SECONDS:-3600} CANDOUR_KILLS=$(KILLS) CANDOUR_PATIENCE=100 tests/run fuzz fault/kill
	@test -e build/valgrind/build.ninja || meson setup build/valgrind -Dsandbox=off
	@ninja -C build/valgrind
	@meson test -C build/valgrind --no-rebuild --suite unit --timeout-multiplier 40 --print-errorlogs \
		--wrapper 'valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite --suppressions=$(CURDIR)/tests/valgrind.supp'

bench: setup-check
	@$(MAKE) --no-print-directory build
	@tests/bench/run

# Pictures of the demonstration's main pages for the documents.
screenshots: setup-check
	@$(MAKE) --no-print-directory build
	@node tests/browser/screenshots.mjs docs/screenshots

lint:
	@tests/run lint

format:
	@git ls-files 'src/*.[ch]' 'tests/*.[ch]' | grep -v '^tests/lint/fixtures/' | xargs -r clang-format -i

clean:
	@rm -rf build
