# Puntual in a container: locked versions, its own user, nothing of the tools.
# To read photos and scans as well (360 MB more): docker build --build-arg LOCK=requirements-ocr.lock .
FROM python:3.13-slim-trixie AS build
ARG LOCK=requirements-run.lock
WORKDIR /src
COPY ${LOCK} pyproject.toml README.md ./
RUN python -m venv /opt/puntual \
    && /opt/puntual/bin/pip install --no-cache-dir --no-deps --require-hashes --only-binary :all: -r ${LOCK}
COPY app app
COPY bot bot
COPY documents documents
COPY domain domain
COPY jobs jobs
COPY sandbox sandbox
COPY storage storage
COPY texts texts
COPY usecases usecases
COPY workers workers
RUN /opt/puntual/bin/pip install --no-cache-dir --no-deps --no-build-isolation . && /opt/puntual/bin/pip check

# The client of PostgreSQL is that of the server in compose.yaml: pg_dump refuses a newer server.
FROM python:3.13-slim-trixie
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/puntual puntual \
    && apt-get update && apt-get install --yes --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/puntual /opt/puntual
ENV PATH=/opt/puntual/bin:/usr/lib/postgresql/17/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PUNTUAL_DATA_DIR=/var/lib/puntual/data \
    PUNTUAL_DATABASE_URL=sqlite+aiosqlite:////var/lib/puntual/data/puntual.db \
    PUNTUAL_LISTEN=0.0.0.0:8080
USER puntual
WORKDIR /var/lib/puntual
VOLUME /var/lib/puntual/data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["puntual"]
CMD ["run"]
