"""What travels in the wheel, and that `kg` finds it there."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_holds_every_resource(tmp_path: Path) -> None:
    build = f"{sys.executable} -m build --wheel --no-isolation"
    subprocess.run(
        [*build.split(), "-o", str(tmp_path), str(ROOT)], check=True, capture_output=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "kg", "viz", "schemas", "data"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert len(tracked) > 100
    for name in tracked:
        packaged = name if name.startswith(("kg/", "viz/")) else "kg/_resources/" + name
        assert packaged in held, name
