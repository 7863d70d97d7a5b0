#!/bin/sh
# Ends at once if it is given an exit code; else says that it is there and waits for the signal.
[ $# = 0 ] || { echo "not today"; exit "$1"; }
trap 'echo bye; exit 7' USR1
echo "$GREETING"
while :; do sleep 0.05; done
