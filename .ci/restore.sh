# Puts a backup back by the words of docs/operating.md: back up a running site, write one more row, stop, restore, start.
# Needs serve.sh, and the database of DATABASE_URL or a folder's own SQLite file.

# The line with this command in docs/operating.md, with $2 in the place of /backups/monday.
readme_says() {
    grep -E "^    \.venv/bin/python manage\.py $1 " docs/operating.md | sed "s#/backups/monday#$2#"
}

genres_named() {
    .venv/bin/python manage.py shell -v0 -c "from films.models import Genre; print(Genre.objects.filter(name='$1').count())"
}

# $1 rounds, $2 a folder of its own. The site must be as it was when the backup was made, each time.
restore_by_readme() {
    local round copy
    mkdir -p "$2"
    export DATA_DIR=$2/data FIXTURES=vocabulary
    port=$(free_port)
    for round in $(seq "$1"); do
        copy=$2/backup-$round
        serve_until_healthy "$2/log" >/dev/null
        eval "$(readme_says backup "$copy")"
        .venv/bin/python manage.py shell -v0 -c "from films.models import Genre; Genre.objects.create(name='After $round')"
        stop_server TERM "$2/log"
        without test -e "$DATA_DIR/filmsite.sqlite3-wal"
        eval "$(readme_says restore "$copy")"
        [ "$(genres_named "After $round")" = 0 ]
        rm -rf "$copy" "$DATA_DIR"/before-restore-*
    done
    serve_until_healthy "$2/log" >/dev/null
    stop_server INT "$2/log"
    echo "Restored $1 of $1 times."
    unset DATA_DIR FIXTURES
}
