import stat

from config.secret import kept_secret


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "secret"

    first, second = kept_secret(path), kept_secret(path)

    assert (len(first), second) == (50, first)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]
