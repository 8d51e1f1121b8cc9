#!/usr/bin/env bash
# Measures in one run ours against a reference and prints one table with ratios.
#   ./bench.sh core [--quick]                        benchmarks/target/core.json
#   ./bench.sh label [--quick]                       benchmarks/target/label.json
#   ./bench.sh consent [--quick]                     benchmarks/target/consent.json
#   ./bench.sh server [--quick] [--db postgres|h2]   benchmarks/target/server.json
#   ./bench.sh growth [--quick]                      benchmarks/target/growth.json
# FHIRPRE_BENCH_PEERS may name a folder with npm peers of the core, see docs/performance.md.
# MVN may hold another Maven command, for example MVN="mvn -o".
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"

usage() {
  sed -n '2,9s/^# \?//p' "$0" >&2
  exit 2
}

bench=${1:-}
shift || usage
case $bench in
  core) main=org.fhirpre.bench.core.CoreBench modules=benchmarks ;;
  label) main=org.fhirpre.bench.label.LabelBench modules=benchmarks ;;
  consent) main=org.fhirpre.bench.consent.ConsentBench modules=benchmarks ;;
  server) main=org.fhirpre.bench.server.ServerBench modules=benchmarks,hapi-server,fhir-pre-client ;;
  growth) main=org.fhirpre.bench.server.GrowthBench modules=benchmarks,hapi-server,fhir-pre-client ;;
  *) usage ;;
esac

${MVN:-mvn} -q -B -DskipTests -pl "$modules" -am package
exec java -Dslf4j.internal.verbosity=ERROR -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath.txt)" \
  "$main" "benchmarks/target/$bench.json" "$@"
