# A PostgreSQL cluster for one run: own folder, own free port, no data worth keeping.

as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start_postgres() {
    local folder=$1 bin port
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    port=$(free_port)
    mkdir -p "$folder"
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    as_postgres "$bin/initdb" -D "$folder/data" -U filmsite -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    as_postgres "$bin/pg_ctl" -D "$folder/data" -w -s -l "$folder/log" \
        -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off" start
    POSTGRES_URL=postgres://filmsite@127.0.0.1:$port/postgres
}

stop_postgres() {
    local bin
    [ -e "$1/data/postmaster.pid" ] || return 0
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    as_postgres "$bin/pg_ctl" -D "$1/data" -m immediate -s stop || true
}
