#!/usr/bin/env bash
# First start only: a role and a database of its own for each service, closed to the others.
set -euo pipefail

for service in $RECLAMEICI_SERVICES; do
    psql --set=ON_ERROR_STOP=1 --set=name="reclameici_$service" --set=password="compose-only-$service" \
        --username="$POSTGRES_USER" --dbname=postgres <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
    psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="reclameici_$service" --file="${BASH_SOURCE%/*}/keeper.psql"
done
