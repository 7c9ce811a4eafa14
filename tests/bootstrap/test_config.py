"""Settings: read once, refused early, secrets from files."""

from pathlib import Path

import pytest

from bootstrap.config import Config, ConfigError, Role


def test_nothing_set_means_everything_in_files_beside_the_process() -> None:
    config = Config.from_env({})
    assert config.is_embedded
    assert config.role is Role.ALL
    assert config.redis_url is None
    assert not config.secure_cookies


def test_a_server_url_means_a_service_with_a_worker_of_its_own() -> None:
    config = Config.from_env({"REDBEE_DATABASE_URL": "postgresql://u:p@db/redbee"})
    assert not config.is_embedded
    assert config.role is Role.WEB
    assert config.secure_cookies


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("x" * 40 + "\n")
    assert Config.from_env({"REDBEE_SECRET_KEY_FILE": str(path)}).secret_key == b"x" * 40


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"REDBEE_DATABASE_URL": "mysql://x"}, "sqlite:/// or postgresql://"),
        ({"REDBEE_SECRET_KEY": "short"}, "32 characters"),
        ({"REDBEE_PUBLIC_HOST": "redbee.hohhot.gov.cn"}, "14 characters"),
        ({"REDBEE_ROLE": "boss"}, "all, web"),
        ({"REDBEE_SECURE_COOKIES": "maybe"}, "yes or no"),
        ({"REDBEE_SECRET_KEY_FILE": "/nowhere"}, "cannot be read"),
        ({"REDBEE_REDIS_URL": "a", "REDBEE_REDIS_URL_FILE": "b"}, "not both"),
    ],
)
def test_a_setting_that_cannot_be_right_is_refused_with_a_sentence(
    environ: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ConfigError, match=sentence):
        Config.from_env(environ)
