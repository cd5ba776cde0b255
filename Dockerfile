# The bot, long polling, on a SQLite file in the volume /data. See docs/operating.md.

FROM python:3.12-slim AS build
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

FROM python:3.12-slim
COPY --from=build /recall /recall
RUN ["install", "-d", "-o", "10001", "-g", "10001", "/data"]
USER 10001:10001
WORKDIR /data
VOLUME /data
ENV PATH=/recall/bin:$PATH PYTHONUNBUFFERED=1 DATABASE_URL=sqlite:////data/recall.db
ENTRYPOINT ["recall"]
CMD ["run"]
