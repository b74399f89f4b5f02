"""The Nu Html Checker of the W3C: fetched once from its npm package, pinned by its digest, run on a folder of files."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.site import ROOT

VERSION = "26.9.27"
SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
CACHE = ROOT / ".cache" / "vnu"
# Properties that browsers know and the checker's list of CSS does not: two of SVG 2, one of CSS Basic User Interface 4.
NEWER_THAN_THE_CHECKER = [
    f"CSS: “{name}”: Property “{name}” doesn't exist." for name in ("paint-order", "r", "field-sizing")
]


class NotInstalled(Exception):
    """A program that the checker needs is not here."""


def check(files: Mapping[str, bytes], suffix: str) -> list[str]:
    """Errors and warnings about files, by the name they are given; `suffix` is html or css."""
    with TemporaryDirectory() as folder:
        names = {}
        for number, (name, content) in enumerate(files.items()):
            path = Path(folder) / f"{number}.{suffix}"
            path.write_bytes(content)
            names[path.as_uri().replace("file:///", "file:/")] = name
        command = [_program("java", "default-jre-headless"), "-jar", str(_jar()), "--format", "json", "--stdout"]
        done = subprocess.run([*command, f"--{suffix}", folder], check=False, capture_output=True, text=True)
        if done.returncode not in (0, 1) or not done.stdout:
            raise RuntimeError(done.stderr)
    return [
        f"{names[said['url']]}:{said.get('lastLine', 0)}: {said['message']} «{said.get('extract', '').strip()}»"
        for said in json.loads(done.stdout)["messages"]
        if said["type"] != "info" or said.get("subType") == "warning"
        if said["message"] not in NEWER_THAN_THE_CHECKER
    ]


def _jar() -> Path:
    """The checker itself, from the cache or from npm."""
    jar = CACHE / f"vnu-{VERSION}.jar"
    if jar.exists():
        return jar
    CACHE.mkdir(parents=True, exist_ok=True)
    npm = [_program("npm", "npm"), "pack", f"vnu-jar@{VERSION}", "--silent", "--pack-destination", str(CACHE)]
    subprocess.run(npm, check=True, stdout=subprocess.DEVNULL)
    package = CACHE / f"vnu-jar-{VERSION}.tgz"
    if base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() != SHA512:
        raise RuntimeError(f"{package} is not the package that is pinned")
    with tarfile.open(package) as archive:
        inside = archive.extractfile("package/build/dist/vnu.jar")
        assert inside
        jar.with_suffix(".part").write_bytes(inside.read())
    jar.with_suffix(".part").rename(jar)
    package.unlink()
    return jar


def _program(name: str, package: str) -> str:
    found = shutil.which(name)
    if not found:
        raise NotInstalled(f"{name} is not installed: apt-get install {package}")
    return found
