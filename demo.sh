#!/usr/bin/env bash
# The whole story on embedded defaults: encrypted store, Consent, re-encrypted reading, revocation.
# ./demo.sh keeps the server up until Ctrl-C; ./demo.sh --once ends after the story.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"

once=
case "${1:-}" in
  "") ;;
  --once) once=yes ;;
  *) echo "usage: ./demo.sh [--once]" >&2; exit 2 ;;
esac

server_jar=hapi-server/target/fhirpre-server.jar
client_jar=fhir-pre-client/target/fhirpre.jar
built=hapi-server/target/.built
data=$PWD/data
port=${FHIRPRE_PORT:-8080}
agent_port=${FHIRPRE_AGENT_PORT:-8081}
base=http://localhost:$port/fhir
patient=Patient/b2b39219-5811-d7b1-1482-26984e48d8f6
export FHIRPRE_PASSPHRASE=${FHIRPRE_PASSPHRASE:-$(head -c 18 /dev/urandom | od -An -tx1 | tr -d ' \n')}

# ---- how the story is told -----------------------------------------------------------------------

step() { printf '\n\033[1m%s\033[0m\n' "$*"; }
say() { printf '   %s\n' "$*"; }
fail() { printf '\n   FAILED: %s\n' "$*" >&2; exit 1; }

# as CLIENT command…: the command line client with the demo client's credentials
as() {
  local client=$1 command=$2
  shift 2
  java -XX:TieredStopAtLevel=1 -jar "$client_jar" "$command" --server "$base" \
    --client-id "$client" --client-secret-file "$data/demo-clients.json" "$@"
}

# refused STATUS command…: the command must be answered with that HTTP status
refused() {
  local status=$1 answer
  shift
  if answer=$("$@" 2>&1 >/dev/null); then fail "this should have been refused: ${*:2:2}"; fi
  case "$answer" in
    *"$status"*) say "$status  ${answer#fhirpre: }" ;;
    *) fail "expected $status, got: $answer" ;;
  esac
}

# finds N command…: a search must find exactly N (or, with +, at least one) resources
finds() {
  local expected=$1 found
  shift
  found=$("$@" --format ndjson --quiet | grep -c '"resourceType"' || true)
  if [ "$expected" = + ] && [ "$found" -gt 0 ] || [ "$expected" = "$found" ]; then
    say "200  $found found"
  else
    fail "expected $expected, found $found: ${*:2:2}"
  fi
}

# ---- processes ------------------------------------------------------------------------------------

server_pid=
agent_pid=
end() {
  local status=$?
  trap - EXIT INT TERM
  for pid in $server_pid $agent_pid; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  exit "$status"
}
trap end EXIT
trap 'exit 0' INT TERM

build() {
  local newest
  newest=$(find pom.xml ./*/pom.xml ./*/src/main -newer "$built" -print -quit 2>/dev/null || echo missing)
  if [ ! -f "$server_jar" ] || [ ! -f "$client_jar" ] || [ -n "$newest" ]; then
    step "Building (once)"
    mvn -B -q -Dmaven.test.skip=true -Djacoco.skip -Dspotless.check.skip \
      -pl hapi-server,fhir-pre-client -am package || fail "the build failed"
    touch "$built" # the jars themselves carry the reproducible build's time
  fi
}

wait_for() { # what, pid, test…
  local what=$1 pid=$2
  shift 2
  for _ in $(seq 1 240); do
    if "$@" >/dev/null 2>&1; then return; fi
    kill -0 "$pid" 2>/dev/null || fail "$what ended; see $data/$what.log"
    sleep 1
  done
  fail "$what did not answer in time; see $data/$what.log"
}

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
metadata_answers() {
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
  printf 'GET /fhir/metadata HTTP/1.0\r\nHost: localhost\r\nAccept: application/fhir+json\r\n\r\n' >&3
  head -n 1 <&3 | grep -q ' 200'
}

start() {
  if [ -e "$data" ] && [ ! -e "$data/.demo" ]; then
    fail "$data exists and is not the demo's: move it away first"
  fi
  for each in "$port" "$agent_port"; do
    if listening "$each"; then fail "port $each is taken; set FHIRPRE_PORT or FHIRPRE_AGENT_PORT"; fi
  done
  rm -rf "$data"
  mkdir -m 700 "$data"
  touch "$data/.demo"
  java -XX:TieredStopAtLevel=1 -jar "$client_jar" agent --keystore "$data/agent.keystore" \
    --port "$agent_port" --token-file "$data/agent.token" >"$data/agent.log" 2>&1 &
  agent_pid=$!
  wait_for agent "$agent_pid" listening "$agent_port"
  FHIRPRE_PASSPHRASE='' java -Xmx2g -jar "$server_jar" --server.port="$port" \
    --fhirpre.server.data="$data" --fhirpre.base="$base" \
    --spring.datasource.url="jdbc:h2:file:$data/fhirpre;WRITE_DELAY=0;AUTO_SERVER=TRUE;TRACE_LEVEL_FILE=0" \
    --fhirpre.agent.url="http://127.0.0.1:$agent_port" --fhirpre.agent.token-file="$data/agent.token" \
    --fhirpre.enrol=managed --fhirpre.lists=demo >"$data/server.log" 2>&1 &
  server_pid=$!
  wait_for server "$server_pid" metadata_answers
}

# the FHIR reference that a demo client's tokens stand for
subject() {
  grep -A3 "\"$1\"" "$data/demo-clients.json" | grep -oE '[A-Z][A-Za-z]+/[A-Za-z0-9.-]+' | head -n 1
}

consent() { # practitioner
  cat <<JSON
{"resourceType": "Consent", "status": "active",
 "scope": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}]},
 "category": [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
 "patient": {"reference": "$patient"}, "dateTime": "$(date -u +%Y-%m-%d)",
 "performer": [{"reference": "$patient"}],
 "policyRule": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "OPTOUT"}]},
 "provision": {"type": "permit",
  "actor": [{"role": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP"}]},
             "reference": {"reference": "$1"}}],
  "securityLabel": [{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "N"}],
  "purpose": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "TREAT"}]}}
JSON
}

sql() {
  java -cp "$data/h2.jar" org.h2.tools.Shell -url "jdbc:h2:file:$data/fhirpre;AUTO_SERVER=TRUE;IFEXISTS=TRUE" \
    -user sa -password '' -sql "$1"
}

# ---- the story ------------------------------------------------------------------------------------

build
step "1. Key agent and FHIR server: two processes; only the agent holds patients' secrets"
start
say "200  $base/metadata"
practitioner=$(subject demo-practitioner)
practitioner2=$(subject demo-practitioner-2)

step "2. An EHR loads ordinary FHIR (synthetic patients); each record is encrypted as it comes in"
as demo-ehr load --state "$data/loaded" --quiet hapi-server/src/main/demo-data | sed 's/^/   /'

step "3. The practitioner makes a key and registers the public half, with proof of possession"
java -XX:TieredStopAtLevel=1 -jar "$client_jar" keygen --key "$data/practitioner.keystore" | sed 's/^/   /'
as demo-practitioner register "$practitioner" --key "$data/practitioner.keystore" >/dev/null
say "200  registered for $practitioner"

step "4. Without a Consent: nothing is there"
finds 0 as demo-practitioner search "Condition?patient=$patient" --key "$data/practitioner.keystore"
refused 404 as demo-practitioner read "$patient" --key "$data/practitioner.keystore"

step "5. The patient consents: normal records, to this practitioner, for treatment"
consent "$practitioner" >"$data/consent.json"
granted=$(as demo-patient grant "$data/consent.json") || fail "the Consent was refused"
say "$granted"
[[ $granted == *'"state":"enforced"'* ]] || fail "the Consent is not enforced"
consent_id=$(grep -oE 'Consent/[A-Za-z0-9.-]+' <<<"$granted" | head -n 1)

step "6. The practitioner reads; the server re-encrypts; the client opens"
finds + as demo-practitioner search "Condition?patient=$patient" --key "$data/practitioner.keystore"
as demo-practitioner read "$patient" --key "$data/practitioner.keystore" >"$data/opened.json"
grep -q Braun514 "$data/opened.json" || fail "the opened Patient lacks the name"
say "200  $patient opened: $(grep -oE '"family": ?"[^"]*"' "$data/opened.json" | head -n 1)"
as demo-practitioner search "Condition?patient=$patient" --key "$data/practitioner.keystore" \
  --format ndjson --quiet >"$data/conditions.ndjson"
grep -oE '"text": ?"[^"]*"' "$data/conditions.ndjson" | sort -u | head -n 5 | sed 's/^/   /'
if grep -q 'Opioid abuse' "$data/conditions.ndjson"; then fail "a sensitive record was disclosed"; fi
say "the opioid-use disorder is not among them: its key was not granted"

step "7. What went over the wire, to somebody without the key"
as demo-practitioner read "$patient" --raw >"$data/wire.json"
if grep -q Braun514 "$data/wire.json"; then fail "the wire shows the name"; fi
java -XX:TieredStopAtLevel=1 -jar "$client_jar" inspect "$data/wire.json" --format table | sed 's/^/   /'

step "8. Another practitioner, without a grant"
java -XX:TieredStopAtLevel=1 -jar "$client_jar" keygen --key "$data/practitioner-2.keystore" >/dev/null
as demo-practitioner-2 register "$practitioner2" --key "$data/practitioner-2.keystore" >/dev/null
finds 0 as demo-practitioner-2 search "Condition?patient=$patient" --key "$data/practitioner-2.keystore"
refused 404 as demo-practitioner-2 read "$patient" --key "$data/practitioner-2.keystore"

step "9. The patient revokes: closed at once"
say "$(as demo-patient revoke "$consent_id")"
finds 0 as demo-practitioner search "Condition?patient=$patient" --key "$data/practitioner.keystore"
refused 404 as demo-practitioner read "$patient" --key "$data/practitioner.keystore"

step "10. What lies in the database"
h2_jar=$(jar tf "$server_jar" | grep -oE 'BOOT-INF/lib/h2-[0-9.]+\.jar')
(cd "$data" && jar xf "$OLDPWD/$server_jar" "$h2_jar" && mv "$h2_jar" h2.jar && rm -r BOOT-INF)
sql "SELECT RES_TYPE, SUBSTRING(RES_TEXT_VC FROM 1 FOR 60) AS STORED FROM HFJ_RES_VER WHERE RES_TYPE IN ('Patient','Condition') LIMIT 3" |
  sed 's/^/   /'
sql "SELECT COUNT(*) AS GRANTS FROM PRE_GRANT" | sed 's/^/   /'
if grep -rlaE 'Braun514|Myles862|Opioid abuse' "$data"/fhirpre.* "$data/server.log" "$data/agent.log" 2>/dev/null; then
  fail "a readable value lies in the files above"
fi
say "the patient's name and diagnosis occur nowhere in the database files and logs"

if [ -n "$once" ]; then
  step "Done: every step did what it says."
  exit 0
fi
step "The server stays up at $base (clients: $data/demo-clients.json). Ctrl-C ends it."
wait "$server_pid"
