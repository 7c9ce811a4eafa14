#!/bin/sh
# Rebuilds web/static/vendor from the locked sources; the bytes must not change.
set -eu
cd "$(dirname "$0")"
npm ci
node build.mjs
git diff --exit-code --stat -- ../web/static/vendor
