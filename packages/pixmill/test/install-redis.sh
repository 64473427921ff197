#!/bin/sh
# What tests need besides npm packages: a real Redis for shared limits. Installed where that is ours to do (root on a
# machine with apt-get, such as a container); elsewhere those tests are skipped, and this says so.
if command -v redis-server >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  if apt-get install -y -qq redis-server >/dev/null 2>&1 ||
    { apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq redis-server >/dev/null 2>&1; }; then
    echo 'Installed redis-server for the tests of shared limits.'
    exit 0
  fi
fi
echo 'No redis-server here, and it cannot be installed: the tests of shared limits are skipped.'
