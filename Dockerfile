# The site as an image; compose.yaml runs it with PostgreSQL and Redis.
FROM python:3.13-slim-trixie

# `manage.py backup` and `restore` call PostgreSQL's programs (17, as in compose.yaml). Title cards in scripts other than
# Latin, Greek and Cyrillic also need fonts-noto-core, fonts-noto-cjk and libfribidi0, some 200 MB.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/filmsite
COPY requirements-s3.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements-s3.txt

# The code belongs to root, the data to the user who runs it.
COPY . .
RUN useradd --system --uid 999 --no-create-home filmsite \
    && install --directory --owner filmsite --mode 750 /data
USER 999
VOLUME /data

# A container is reached from outside itself, so HOST is not loopback, and the start stops until TRUST_PROXY=true says
# that a proxy such as docs/nginx.conf stands in front and is the only one to reach the port.
ENV DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=8000 \
    PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --start-period=2m CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=5)"]
CMD ["python", "manage.py", "serve"]
