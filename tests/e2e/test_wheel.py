"""The wheel as people get it: what it holds, and that it works alone in an empty folder."""

import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
import typer

from tests.e2e.support import environment, run

PROJECT = Path(__file__).parents[2]
PACKAGES = ("bot", "adapters", "store")
DATA_FILES = (
    "adapters/py.typed",
    "bot/py.typed",
    "bot/words/en/commands.toml",
    "bot/words/ko/commands.toml",
    "store/py.typed",
    "store/search/aliases.tsv",
)
SAMPLES_AT_LEAST = 40


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of the tree, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"
    for name in PACKAGES:
        shutil.copytree(PROJECT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, tree)
    _python(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), folder=tree)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_exactly_the_three_packages_with_their_files(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops - {top for top in tops if top.endswith(".dist-info")} == set(PACKAGES)
    assert len(tops) == len(PACKAGES) + 1
    assert set(DATA_FILES) <= set(names)
    assert sum(name.startswith("store/samples/") and name.endswith(".md") for name in names) >= SAMPLES_AT_LEAST
    sources = {path.relative_to(PROJECT).as_posix() for top in PACKAGES for path in (PROJECT / top).rglob("*.py")}
    assert {name for name in names if name.endswith(".py")} == sources


def test_the_installed_wheel_chats_in_an_empty_folder(wheel: Path, tmp_path: Path):
    home, empty = tmp_path / "venv", tmp_path / "empty"
    empty.mkdir()
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(home)}))
    _python(sys.executable, "-m", "pip", "--python", str(python), *_OFFLINE, str(wheel), folder=empty)
    (packages / "shared.pth").write_text(f"{_dependencies(tmp_path / 'dependencies')}\n", encoding="utf-8")
    origin = _python(str(python), "-c", "import bot, adapters, store; print(store.__file__)", folder=empty)
    assert Path(origin.strip()).is_relative_to(packages)
    asked = "홈\n모니터링\n".encode()
    ran = run("chat", folder=empty, command=home / "bin" / "storybot", stdin=asked, measured=False)
    assert ran.status == 0
    assert "이 있는 서재예요" in ran.out
    assert "[1] " in ran.out.split("검색 결과")[1]
    assert (empty / "data" / "storybot.db").exists()


_OFFLINE = ("install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")


def _dependencies(folder: Path) -> Path:
    """The packages of the test environment, without the project itself, which is there as a path to its tree."""
    folder.mkdir()
    for entry in Path(typer.__file__).parents[1].iterdir():
        if entry.suffix != ".pth" and not entry.name.startswith("storyshare_bot-"):
            (folder / entry.name).symlink_to(entry)
    return folder


def _python(python: str, *arguments: str, folder: Path) -> str:
    ended = subprocess.run(
        [python, *arguments],
        cwd=folder,
        env=environment(measured=False),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
