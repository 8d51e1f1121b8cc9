#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs the fuzz targets one after the other, ten minutes each: fuzz.sh [Target ...], see docs/fuzzing.md.
# Logs and the last line of each run are in target/fuzz.
set -eu
cd "$(dirname "$0")/.."
targets=${*:-$(ls pre-crypto/src/fuzz/java/org/fhirpre/crypto | sed -n 's/Fuzz\.java$/Fuzz/p')}
mkdir -p pre-crypto/target/fuzz
for target in $targets; do
  log=pre-crypto/target/fuzz/$target.log
  result=ok
  nice -n 19 mvn -B -Pfuzz -pl pre-crypto -am test -Dtest="$target" -Djacoco.skip -DargLine= \
    -Dsurefire.failIfNoSpecifiedTests=false >"$log" 2>&1 || result=FAILED
  printf '%s %s\n  %s\n  %s\n' "$target" "$result" \
    "$(grep INITED "$log" || true)" "$(grep DONE "$log" || true)" | tee -a pre-crypto/target/fuzz/summary.txt
done
