"""Vendored files are what the manifest says: version, checksum, licence."""

from __future__ import annotations

import hashlib
import json

import pytest

from viz import bundle

VENDOR = bundle.SRC.parent / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
LOCK = json.loads((VENDOR / "package-lock.json").read_text(encoding="utf-8"))["packages"]


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_checksums(name: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == MANIFEST[name]["sha256"]


def test_versions_are_those_of_the_lock_file() -> None:
    named = [package for entry in MANIFEST.values() for package in entry["from"]]
    assert {p["name"]: p["version"] for p in named} == {
        p["name"]: LOCK[f"node_modules/{p['name']}"]["version"] for p in named
    }
    assert {p["license"] for p in named} <= {"ISC", "BSD-3-Clause"}


def test_every_vendored_file_is_in_the_manifest_and_every_licence_is_kept() -> None:
    ours = {"build.mjs", "manifest.json", "package.json", "package-lock.json", "LICENSES.txt"}
    found = {p.name for p in VENDOR.iterdir() if p.is_file() and not p.name.startswith(".")}
    assert found - ours == set(MANIFEST)
    licences = (VENDOR / "LICENSES.txt").read_text(encoding="utf-8")
    assert all(p["name"] in licences for entry in MANIFEST.values() for p in entry["from"])


def test_the_lock_file_names_no_host() -> None:
    assert "resolved" not in (VENDOR / "package-lock.json").read_text(encoding="utf-8")
