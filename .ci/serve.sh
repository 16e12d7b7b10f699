# Tries bin/serve as on the day somebody finds the project: first run, stop, second run, stop.
server=

seconds_since() {
    python3 -c 'import sys, time; print(f"{time.time() - float(sys.argv[1]):.1f}")' "$1"
}

# Starts bin/serve as $server, waits for its first answer, and sets $took to the seconds that this needed.
serve_until_healthy() {
    local start
    start=$(date +%s.%N)
    PORT=$port bin/serve >"$1" 2>&1 &
    server=$!
    until curl -fsS -o /dev/null "http://127.0.0.1:$port/healthz" 2>/dev/null; do
        kill -0 "$server" 2>/dev/null || { cat "$1"; echo "bin/serve ended."; return 1; }
        [ "$(seconds_since "$start" | cut -d. -f1)" -lt 180 ] || { cat "$1"; echo "No answer in 180 s."; return 1; }
        sleep 0.1
    done
    took=$(seconds_since "$start")
    cat "$1"
}

# As `!`, but the shell's -e sees it.
without() {
    ! "$@"
}

# Sends SIG$1; a clean end is exit code 0, nothing that still answers, and no traceback in the log $2.
stop_server() {
    local code=0
    kill "-$1" "$server"
    wait "$server" || code=$?
    server=
    [ "$code" -eq 0 ] || { cat "$2"; echo "bin/serve ended with $code on SIG$1."; return 1; }
    without grep Traceback "$2"
    without curl -fs -o /dev/null "http://127.0.0.1:$port/healthz"
}

serve_twice() {
    port=$(free_port)
    serve_until_healthy "$1"
    echo "First run: an answer after $took s."
    grep -q "as editor, password" "$1"
    [ "$(stat -c %a var/secret_key var/filmsite.sqlite3 | sort -u)" = 600 ]
    curl -fsS -o "$1.page" "http://127.0.0.1:$port/"
    grep -q 'href="/reviews/' "$1.page"
    stop_server TERM "$1"

    serve_until_healthy "$1"
    echo "Second run: an answer after $took s."
    without grep -E "password|Loading|Migrating|Collecting" "$1"
    stop_server INT "$1"
}
