#!/usr/bin/env bash
# Makes the viewer library that the pages ship with, from the versions of package.json, with Node.js. Building the
# hub does not need it: what it makes is under version control, and the same versions make the same bytes.
set -euo pipefail
cd "$(dirname "$0")"
version=$(sed -n 's/.*"three": "\([0-9.]*\)".*/\1/p' package.json)
pages=../../config/src/main/resources/pages/vendor
npm ci --silent --no-audit --no-fund
npx esbuild viewer.js --bundle --minify --format=esm --target=es2022 --legal-comments=eof \
  --outfile="$pages/three-$version.js"
cp node_modules/three/LICENSE "$pages/three-$version.LICENSE"
