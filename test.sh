#!/usr/bin/env bash
# Builds and runs all tests, with a PostgreSQL server of their own that is gone afterwards.
#
#   ./test.sh           everything but the tests marked long (kill rounds and the like)
#   ./test.sh long      everything
#   ./test.sh --built   does not build first
#   ./test.sh --cluster the tests that run on the Cluster edition too, which is built already (.ci/run does it)
#
# On Debian and Ubuntu it installs PostgreSQL and Node.js when they are missing and it may. COMMERCE_TEST_POSTGRES (a
# connection string) names a server to use instead. COMMERCE_OLD_BUILD names an earlier build of the Cluster edition
# (tests/Cluster.Tests/old-build.sh makes one), which is then upgraded from. Reports: artifacts/test-results. Last line:
# N passed, N failed, N skipped.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

CONFIGURATION=${CONFIGURATION:-Debug}
EDITION=Embedded
RESULTS=$PWD/artifacts/test-results
POSTGRES_LEAST=15
ONLY_REASON='Cluster packages cannot be restored'

long=no built=no cluster=no
for argument in "$@"; do
  case $argument in
    long) long=yes ;;
    --built) built=yes ;;
    --cluster) cluster=yes ;;
    *) echo "usage: ./test.sh [long] [--built] [--cluster]" >&2; exit 2 ;;
  esac
done

say() { printf '== %s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# --- PostgreSQL ---------------------------------------------------------------------------------------------------

postgres_programs() {
  local found newest=
  for found in /usr/lib/postgresql/*/bin; do
    [ -x "$found/initdb" ] && newest=$(printf '%s\n%s\n' "$newest" "$found" | sort -V | tail -n 1)
  done
  [ -z "$newest" ] && command -v pg_config >/dev/null && newest=$(pg_config --bindir)
  [ -x "$newest/initdb" ] && [ -x "$newest/pg_ctl" ] && printf '%s\n' "$newest"
}

install_postgres() {
  local may=()
  command -v apt-get >/dev/null || fail 'PostgreSQL is missing; install its server (initdb, pg_ctl), or set COMMERCE_TEST_POSTGRES.'
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || fail 'PostgreSQL is missing: apt-get install postgresql, or set COMMERCE_TEST_POSTGRES.'
    may=(sudo -n)
  fi
  say 'installing PostgreSQL'
  "${may[@]}" apt-get update -qq </dev/null
  "${may[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql </dev/null >/dev/null \
    || fail 'PostgreSQL could not be installed.'
}

server=
as_owner() {
  # PostgreSQL refuses to run as root.
  if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

start_postgres() {
  [ -n "${COMMERCE_TEST_POSTGRES:-}" ] && return
  programs=$(postgres_programs) || { install_postgres; programs=$(postgres_programs) || fail 'PostgreSQL is missing still.'; }
  local version
  version=$("$programs/initdb" --version | grep -oE '[0-9]+' | head -n 1)
  [ "$version" -ge $POSTGRES_LEAST ] || fail "PostgreSQL $version is too old: $POSTGRES_LEAST or later."
  # A short path: a socket's may have 107 characters. Only its owner gets in, so nobody else needs a password.
  server=$(mktemp -d /tmp/commerce-postgres.XXXXXX)
  [ "$(id -u)" -eq 0 ] && chown postgres "$server"
  as_owner "$programs/initdb" -D "$server/store" -U postgres -A trust -E UTF8 --no-locale --no-sync >/dev/null \
    || fail 'PostgreSQL made no store.'
  as_owner "$programs/pg_ctl" -D "$server/store" -l "$server/log" -w -s start -o \
    "-c listen_addresses='' -c unix_socket_directories=$server -c fsync=on -c max_connections=300" \
    || { cat "$server/log" >&2; fail 'PostgreSQL did not start.'; }
  export COMMERCE_TEST_POSTGRES="Host=$server;Username=postgres;Database=postgres"
  say "PostgreSQL $version"
}

stop_postgres() {
  [ -n "$server" ] || return
  as_owner "$programs/pg_ctl" -D "$server/store" -m immediate -w -s stop
  rm -rf "$server"
  server=
}
trap stop_postgres EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- Node: Stripe's own library drives the Stripe of the tests ---------------------------------------------------------

need_node() {
  command -v npm >/dev/null && return
  local may=()
  command -v apt-get >/dev/null || fail 'Node.js with npm is missing.'
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || fail 'Node.js is missing: apt-get install nodejs npm.'
    may=(sudo -n)
  fi
  say 'installing Node.js'
  "${may[@]}" apt-get update -qq </dev/null
  "${may[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm </dev/null >/dev/null \
    || fail 'Node.js could not be installed.'
}

# --- The tests ----------------------------------------------------------------------------------------------------

passed=0 failed=0 skipped=0 on_postgres=0 wrong=()

# They run on the Cluster edition too.
both=(Engine.Tests Grains.Tests Silo.Tests Api.Tests)

number() { printf '%s' "$1" | grep -oE " $2=\"[0-9]+\"" | grep -oE '[0-9]+' | head -n 1; }

# Counts one report; what is not told there did not happen.
count() {
  local project=$1 report=$2 assembly reasons strange
  assembly=$(grep -oE '<assembly [^>]*>' "$report" 2>/dev/null | head -n 1)
  if [ -z "$assembly" ]; then failed=$((failed + 1)); wrong+=("$project ended without a report"); return; fi
  passed=$((passed + $(number "$assembly" passed)))
  failed=$((failed + $(number "$assembly" failed) + $(number "$assembly" errors)))
  skipped=$((skipped + $(number "$assembly" skipped)))
  [ "$(number "$assembly" not-run)" -eq 0 ] || wrong+=("$project: tests were not run")
  [ "$(number "$assembly" total)" -gt 0 ] || wrong+=("$project ran no test")

  reasons=$(grep -oE '<reason>([^<]|<!\[CDATA\[[^]]*\]\]>)*</reason>' "$report" | sed -E 's/<!\[CDATA\[|\]\]>|<\/?reason>//g')
  strange=$(printf '%s' "$reasons" | grep -vF "$ONLY_REASON")
  [ -z "$strange" ] || wrong+=("$project: skipped because: $strange")

  local tests sqlite postgres
  tests=$(grep -oE '<test [^>]*>' "$report")
  sqlite=$(printf '%s' "$tests" | grep -cE ' name="[^"]*[( ]Sqlite[,)]')
  postgres=$(printf '%s' "$tests" | grep -E ' name="[^"]*[( ]Postgres[,)]' | grep -cE ' result="(Pass|Fail)"')
  on_postgres=$((on_postgres + postgres))
  [ "$sqlite" -eq 0 ] || [ "$postgres" -gt 0 ] || wrong+=("$project: the tests on PostgreSQL did not run")
}

run_project() {
  local project=$1 program report choice=() began=$SECONDS
  program="artifacts/$EDITION/bin/$project/${CONFIGURATION,,}/Commerce.$project"
  report="$RESULTS/$EDITION.$project.xml"
  if [ $long = yes ]; then choice=(-showLiveOutput); else choice=(-trait- 'Category=long'); fi
  # What the Embedded engine alone promises, or lets anybody see: each test says why.
  [ $EDITION = Embedded ] || choice+=(-trait- 'Edition=Embedded')
  [ -n "${COMMERCE_OLD_BUILD:-}" ] || choice+=(-trait- 'Needs=an earlier build')
  if [ ! -x "$program" ]; then failed=$((failed + 1)); wrong+=("$project is not built"); return; fi
  "$program" "${choice[@]}" -noLogo -noColor -xml "$report" </dev/null
  local ended=$?
  count "$project" "$report"
  [ $ended -eq 0 ] || [ $failed -gt 0 ] || wrong+=("$project ended with $ended")
  say "$project ($EDITION): $((SECONDS - began)) s"
}

# The tests of a report that ran, by name: every row of a theory is one.
ran() { grep -oE '<test [^>]*>' "$RESULTS/$1.$2.xml" | grep -E ' result="(Pass|Fail)"' | grep -oE ' name="[^"]*"' | sort; }

# How many tests of a project ran in the Embedded edition and not in this one.
left_out() { comm -23 <(ran Embedded "$1") <(ran $EDITION "$1") | wc -l; }

# How many tests there are of several processes; only those with a trait, where one is named.
of_processes() {
  local program="artifacts/Embedded/bin/Cluster.Tests/${CONFIGURATION,,}/Commerce.Cluster.Tests"
  "$program" -list tests -noLogo -noColor "$@" </dev/null | grep -c '^Commerce\.'
}

rm -rf "$RESULTS"
mkdir -p "$RESULTS"
if [ $built = no ]; then
  dotnet build Commerce.sln -c "$CONFIGURATION" -v q -nologo </dev/null || { echo '0 passed, 1 failed, 0 skipped'; exit 1; }
fi
start_postgres
need_node
for project in tests/*.Tests/; do [ "$project" = tests/Cluster.Tests/ ] || run_project "$(basename "$project")"; done
if [ $cluster = yes ]; then
  # Several processes, killed and drained: long. The program that drives them is the Embedded build.
  run=0 waiting=$(of_processes)
  if [ $long = yes ]; then
    run_project Cluster.Tests
    run=$(ran Embedded Cluster.Tests | wc -l)
    waiting=0
    if [ -z "${COMMERCE_OLD_BUILD:-}" ]; then
      say 'Cluster.Tests: no upgrade: COMMERCE_OLD_BUILD names no folder with an earlier build'
      waiting=$(of_processes -trait 'Needs=an earlier build') skipped=$((skipped + 1))
    fi
  fi
  EDITION=Cluster
  for project in "${both[@]}"; do
    run_project "$project"
    out=$(left_out "$project")
    here=$(ran Embedded "$project" | wc -l) there=$(ran Cluster "$project" | wc -l)
    run=$((run + there)) waiting=$((waiting + out))
    say "$project: Embedded $here run, Cluster $there run, $out not run"
  done
  say "Cluster: $run run, $waiting not run"
else
  waiting=$(of_processes)
  for project in "${both[@]}"; do waiting=$((waiting + $(ran Embedded "$project" | wc -l))); done
  say "Cluster: 0 run, $waiting not run"
fi
if [ $on_postgres -eq 0 ]; then wrong+=('no test ran on PostgreSQL'); fi

skipped=$((skipped + ${COMMERCE_ALSO_SKIPPED:-0}))
for one in "${wrong[@]}"; do printf 'WRONG: %s\n' "$one" >&2; done
stop_postgres
say "all tests: $SECONDS s"
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] && [ ${#wrong[@]} -eq 0 ]
