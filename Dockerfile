# The bot, as a user without rights, on a read-only file system; what it keeps is in /data. See docs/operating.md.
#   docker build .                    the bot
#   docker build --target backup .    the bot with PostgreSQL's client programs, for back-ups

FROM python:3.12-slim-trixie AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN ["python", "-m", "venv", "/recall"]
WORKDIR /src
COPY requirements/run.txt requirements/run.txt
RUN ["/recall/bin/python", "-m", "pip", "install", "--require-hashes", "-r", "requirements/run.txt"]
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY content content
COPY alembic alembic
RUN ["/recall/bin/python", "-m", "pip", "install", "--no-deps", "--no-build-isolation", "."]

FROM python:3.12-slim-trixie AS runtime
COPY --from=build /recall /recall
RUN ["install", "-d", "-o", "10001", "-g", "10001", "/data", "/backups"]
WORKDIR /data
ENV PATH=/recall/bin:$PATH PYTHONUNBUFFERED=1 DATABASE_URL=sqlite:////data/recall.db
ENTRYPOINT ["recall"]

FROM runtime AS backup
# trixie's is version 17: pg_dump has to be as new as the server in docker-compose.yml. Debian keeps no older one, so
# its version is not pinned.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
USER 10001:10001
VOLUME /backups
CMD ["backup", "/backups"]

FROM runtime AS bot
USER 10001:10001
VOLUME /data
HEALTHCHECK --interval=30s --timeout=10s --start-period=90s --retries=3 CMD ["recall", "health"]
CMD ["run"]
