#!/usr/bin/env bash
# Takes the lists beside this file from their npm packages again (versions below; licences in LICENSES.md). Needs npm and node.
set -euo pipefail

freemail=freemail@1.7.0
disposable=disposable-email-domains-js@1.26.0
roles=role-based-email-addresses@3.1.0
isbot=isbot@5.2.3

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

unpack() {
  local tarball
  tarball=$(npm pack --silent "$1")
  mkdir "$2"
  tar -xzf "$tarball" -C "$2" --strip-components=1
}

unpack "$freemail" freemail
unpack "$disposable" disposable
unpack "$roles" roles
unpack "$isbot" isbot

# One entry a line, lower case, sorted by code point, no blank lines. Free wins where a domain is in both lists, so it is left out of the second.
tidy() { tr 'A-Z' 'a-z' | tr -d '\r' | sed 's/^[[:space:]]*//; s/[[:space:]]*$//' | grep -v '^$' | LC_ALL=C sort -u; }

tidy < freemail/data/free.txt > "$here/free.txt"
node -e 'console.log(require("./disposable/dist/dict/disposable_email_blocklist.json").join("\n"))' | tidy | LC_ALL=C comm -23 - "$here/free.txt" > "$here/disposable.txt"
node --input-type=module -e '
  import { createRequire } from "node:module";
  const roles = createRequire(process.cwd() + "/")("./roles/src/index.js");
  console.log([...new Set(Object.values(roles.default ?? roles).flat(2))].filter(r => typeof r === "string").join("\n"));' | tidy > "$here/roles.txt"
# Patterns keep their order and their blanks.
node -e 'console.log(require("./isbot/index.js").list.join("\n"))' > "$here/bots.txt"
wc -l "$here"/*.txt
