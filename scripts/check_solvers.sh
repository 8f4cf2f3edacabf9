#!/usr/bin/env bash
# Plans of seeded small sites agree with generic solvers on the wiring and on the fair currents.
# Usage: check_solvers.sh [options of tests/oracle/check_plans.py]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install_dependencies.sh solvers
cmake --preset release
cmake --build --preset release --target ampsite_program
/usr/bin/python3 tests/oracle/check_plans.py build/release/ampsite "$@"
