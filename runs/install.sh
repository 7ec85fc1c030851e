#!/bin/bash
# Installs the Debian packages named in the lists given (names one per line, # begins a comment) that are not there yet.
# Uses sudo where not root. Usage: runs/install.sh LIST...
set -euo pipefail
packages=$(sed 's/#.*//' "$@" | tr -s ' \t' '\n' | sed '/^$/d' | sort -u)
# Installed packages and what they provide: another supplier's nodejs, for one, holds npm.
present=$(dpkg-query -W -f='${db:Status-Status} ${Package}, ${Provides}\n' | sed -n 's/^installed //p' | tr ',' '\n' | sed 's/ *(.*//; s/ //g' | sort -u)
missing=()
for package in $packages; do
    grep -qxF "$package" <<<"$present" || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "cannot install ${missing[*]}: not root and no sudo; ask an administrator for: apt-get install ${missing[*]}" >&2
        exit 1
    }
    as_root=(sudo)
fi
echo "installing ${#missing[@]} Debian packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1
}
# The package index may be missing or too old on a fresh machine: fetch it only if the first try fails.
if ! install; then
    "${as_root[@]}" apt-get update >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
    install || { cat "$log" >&2; echo "apt-get could not install the packages above" >&2; exit 1; }
fi
