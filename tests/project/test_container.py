"""What the container files say fits together; they are not run here."""

import re

from tests.project.repository import text_of

COMPOSE, DOCKERFILE = text_of("docker-compose.yml"), text_of("Dockerfile")


def test_every_stage_that_compose_builds_is_in_the_dockerfile_and_the_bot_is_the_last() -> None:
    stages = re.findall(r"^FROM \S+ AS (\w+)$", DOCKERFILE, re.MULTILINE)
    assert set(re.findall(r"target: (\w+)", COMPOSE)) <= set(stages)
    assert stages[-1] == "bot"


def test_what_runs_has_no_rights_and_is_asked_how_it_is() -> None:
    for stage in DOCKERFILE.split("FROM ")[-2:]:
        assert "USER 10001:10001" in stage
    assert (
        'HEALTHCHECK --interval=30s --timeout=10s --start-period=90s --retries=3 CMD ["recall", "health"]'
        in (DOCKERFILE)
    )
    assert "--require-hashes" in DOCKERFILE
    for line in ("read_only: true", "- ALL", "no-new-privileges:true"):
        assert line in COMPOSE


def test_compose_passes_the_settings_whole_and_says_what_to_do_without_a_token() -> None:
    assert "- path: .env" in COMPOSE
    assert "${BOT_TOKEN:?is missing. Run `cp .env.example .env`" in COMPOSE


def test_the_database_is_waited_for_and_nobody_else_reaches_it() -> None:
    assert COMPOSE.count("condition: service_healthy") == 3
    assert "internal: true" in COMPOSE
    assert "ports:" not in COMPOSE
