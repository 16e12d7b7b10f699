"""The documentation tells the truth about settings."""

import re
from pathlib import Path

from tests.commands import ROOT, manage

README = (Path(ROOT) / "docs" / "operating.md").read_text()
TABLE = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))


def test_the_table_names_every_setting():
    read = re.findall(
        r"(?:env|shared)\.\w+\(\s*\"([A-Z_]+)\"",
        (Path(ROOT) / "filmsite" / "settings.py").read_text(),
    )
    assert set(read) == TABLE


def test_the_production_settings_pass_the_deployment_checks(tmp_path):
    block = re.search(r"^SITE_URL=https:.*?(?=```)", README, re.MULTILINE | re.DOTALL).group()
    environment = dict(line.split("=", 1) for line in block.splitlines())
    ended = manage("check", "--deploy", "--fail-level", "WARNING", folder=tmp_path, **environment)
    assert (ended.returncode, ended.stderr) == (0, "")
