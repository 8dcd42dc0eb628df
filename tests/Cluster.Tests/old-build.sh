#!/usr/bin/env bash
# Publishes the Cluster edition of an earlier commit, for UpgradingWithoutAPause: old-build.sh COMMIT FOLDER
# Then: COMMERCE_OLD_BUILD=FOLDER .ci/run long
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: $0 COMMIT FOLDER" >&2; exit 2; }
here=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
folder=$(realpath -m "$2")
sources=$(mktemp -d)
trap 'git -C "$here" worktree remove --force "$sources"' EXIT
git -C "$here" worktree add --detach "$sources" "$1"
for project in Silo Api; do
  dotnet publish "$sources/$project" -p:Edition=Cluster -c "${CONFIGURATION:-Debug}" -o "$folder/$project" -v q -nologo
done
