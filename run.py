"""Set up once, then start the program or its tests; needs nothing but Python 3.11 or newer.

python3 run.py                      open the program on the sample shop (./demo-data)
python3 run.py -- [ARGUMENTS]       start the program on your own data, with its own arguments
python3 run.py test                 all checks and tests; with --slow the slow tests
python3 run.py test tests/domain    only these tests (any arguments of pytest)
python3 run.py setup                only set up
python3 run.py i18n                 bring the catalogues up to date (for developers)
python3 run.py package              pack the program for this system into ./dist: installer on Windows, archive elsewhere
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "set-up-of.txt"
DEMO = HERE / "demo-data"
TOUR = HERE / "tour"
DIST = HERE / "dist"
INSTALLER = HERE / "resources" / "installer" / "dealer-crm.nsi"
ENVIRONMENT_PROBLEM = 3
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
"""What Qt loads on Linux, and the Debian and Ubuntu package that brings it."""


def main(arguments: list[str]) -> int:
    """Do what the first argument says."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
        stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    command, rest = (arguments[0], arguments[1:]) if arguments else ("open", [])
    commands = {"open": open_demo, "--": program, "test": test, "setup": ready, "i18n": catalogues, "package": package}
    if command not in commands or (rest and command not in ("--", "test")):
        print(__doc__)
        return 0 if command in ("-h", "--help", "help") else 2
    set_up()
    return commands[command](rest)


def stop(sentence: str) -> NoReturn:
    """Say what is missing and end."""
    print(sentence, file=sys.stderr, flush=True)
    raise SystemExit(ENVIRONMENT_PROBLEM)


def set_up() -> None:
    """Make .venv with the pinned packages; nothing to do when that is as it was left."""
    wanted = stamp()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text("utf-8") == wanted:
        return
    install_system_packages()
    if not usable():
        print("Making .venv …", flush=True)
        if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
            stop("The virtual environment could not be made.")
    STAMP.unlink(missing_ok=True)
    print("Installing packages, once (some 550 MB on the disk) …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.call([*pip, "--constraint", str(HERE / "constraints.txt"), *requirements()]) != 0:
        stop("Packages could not be installed. Set-up needs the package sources once; the program never does.")
    STAMP.write_text(wanted, "utf-8")


def stamp() -> str:
    """Return what the environment depends on."""
    files = b"".join((HERE / name).read_bytes() for name in ("constraints.txt", "pyproject.toml"))
    return f"{hashlib.sha256(files).hexdigest()} {sys.version_info[0]}.{sys.version_info[1]} {HERE}\n"


def requirements() -> list[str]:
    """Return the program's packages and those of its tests."""
    import tomllib

    project = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["dev"]]


def usable() -> bool:
    """Tell whether .venv holds a working Python of this version, with pip."""
    question = f"import sys, pip; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return PYTHON.exists() and subprocess.call([str(PYTHON), "-c", question], stderr=subprocess.DEVNULL) == 0


def missing_packages() -> list[str]:
    """Return the Debian or Ubuntu packages that are wanted here."""
    import ctypes
    from importlib.util import find_spec

    packages = [] if usable() or find_spec("ensurepip") else ["python3-venv"]
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def install_system_packages() -> None:
    """Install what Debian and Ubuntu lack, where we may; else say how and end."""
    if sys.platform != "linux" or shutil.which("apt-get") is None:
        return
    packages = missing_packages()
    if not packages:
        return
    root = os.geteuid() == 0
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    steps = [["apt-get", "update"], install]
    print("System packages are missing. This installs them:", flush=True)
    print("  " + " && ".join(shlex.join(step if root else ["sudo", *step]) for step in steps), flush=True)
    if not root and shutil.which("sudo") is None:
        stop("That needs the rights of root: run it, then start again.")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    sudo = [] if root else ["sudo", "-n"]
    codes = [subprocess.call([*sudo, *step], stdout=subprocess.DEVNULL, env=quiet) for step in steps]
    if codes[-1] != 0 or missing_packages():
        stop("They could not be installed here: run the command above, then start again.")


def environment() -> dict[str, str]:
    """Return the environment in which Python finds the program from any folder, and keeps what it has compiled for the next start."""
    paths = [str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": os.pathsep.join(paths)}


def program(arguments: list[str]) -> int:
    """Become the program."""
    if not arguments and not has_display():
        stop("There is no display here. Commands work without one: python3 run.py -- --help")
    command = [str(PYTHON), "-m", "dealer_crm", *arguments]
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(PYTHON, command, environment())
    return subprocess.call(command, env=environment())


def ask(*arguments: str) -> str:
    """Run one command of the program on the sample shop and return what it prints; end where it fails."""
    command = [str(PYTHON), "-m", "dealer_crm", *arguments, "--data", str(DEMO), "--json"]
    done = subprocess.run(command, env=environment(), capture_output=True, check=False)
    noise = "This plugin does not support"
    said = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if not line.startswith(noise)]
    if done.returncode != 0:
        said.append(done.stdout.decode("utf-8", "replace"))
    print("\n".join(said), end="\n" if said else "", file=sys.stderr, flush=True)
    if done.returncode != 0:
        raise SystemExit(done.returncode)
    return done.stdout.decode("utf-8")


def open_demo(_rest: list[str]) -> int:
    """Open the sample shop; without a display draw it into ./tour."""
    if not DEMO.exists():
        print(f"Making the sample shop in {DEMO} …", flush=True)
        ask("demo")
    return program(["--data", str(DEMO)]) if has_display() else tour()


def has_display() -> bool:
    """Tell whether a window can be shown."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def tour() -> int:
    """Draw every page, a paper and a workbook of the sample shop."""
    import json

    print(f"There is no display here, so the pages, papers and a workbook are written to {TOUR} …", flush=True)
    TOUR.mkdir(exist_ok=True)
    ask("tour", "--to", str(TOUR))
    number = json.loads(ask("list", "customers", "--limit", "1"))["rows"][0]["number"]
    ask("print", "customer", number, "--to", str(TOUR / f"customer-{number}.pdf"))
    ask("export", "customers", "--to", str(TOUR / "customers.xlsx"))
    for file in sorted(TOUR.rglob("*.*")):
        print(file)
    return 0


def test(arguments: list[str]) -> int:
    """Run every check and every test; with arguments only pytest."""
    slow = ["-m", "slow"] if "--slow" in arguments else []
    chosen = [argument for argument in arguments if argument != "--slow"]
    checks = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
        "imports": ["lint-imports", "--no-logo"],
        "catalogues": ["python", "resources/i18n/build.py", "--check"],
    }
    wanted = {} if slow or chosen else checks
    failed = [name for name, command in wanted.items() if not passes(name, command)]
    if wanted:
        print("checks: " + (f"FAILED: {', '.join(failed)}" if failed else "none failed"), flush=True)
    tests = ["pytest", "-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadgroup", *slow, *chosen]
    return 0 if passes("pytest", tests, last=not failed) and not failed else 1


def passes(name: str, command: list[str], *, last: bool = False) -> bool:
    """Run one step in the project's folder and say how it went; the last one has its own closing line."""
    print(f"── {name}", flush=True)
    start = time.perf_counter()
    code = subprocess.call([str(SCRIPTS / command[0]), *command[1:]], cwd=HERE, env=environment())
    if not last:
        print(f"   {name}: {'passed' if code == 0 else 'FAILED'} in {time.perf_counter() - start:.1f} s", flush=True)
    return code == 0


def catalogues(_rest: list[str]) -> int:
    """Extract the texts, update and compile the catalogues."""
    return 0 if passes("catalogues", ["python", "resources/i18n/build.py"]) else 1


def package(_rest: list[str]) -> int:
    """Pack the program, let it test itself, and make what is handed to a shop."""
    if sys.platform == "linux" and shutil.which("objdump") is None:
        stop("PyInstaller needs objdump: apt-get install binutils")
    found = re.search(r'__version__ = "(.+)"', (HERE / "dealer_crm" / "__init__.py").read_text("utf-8"))
    assert found is not None
    folder = DIST / f"dealer-crm-{found[1]}"
    starter = folder / ("dealer-crm-console.exe" if sys.platform == "win32" else "dealer-crm")
    folders = ["--distpath", str(DIST), "--workpath", str(HERE / "build")]
    steps = {
        "pack": ["pyinstaller", "--noconfirm", "--log-level", "WARN", *folders, "build.spec"],
        "self-test": [str(starter), "selftest"],
    }
    if not all(passes(name, command) for name, command in steps.items()):
        return 1
    made = installer(folder, found[1]) if sys.platform == "win32" else archive(folder)
    print(f"{made}  {made.stat().st_size / 1024**2:.0f} MiB")
    return 0


def archive(folder: Path) -> Path:
    """Put the folder into one file."""
    print("── archive; the installer for Windows is made on Windows, with the same command", flush=True)
    return Path(shutil.make_archive(str(folder), "xztar", DIST, folder.name))


def installer(folder: Path, version: str) -> Path:
    """Make the installer for Windows."""
    places = [Path(os.environ[name], "NSIS") for name in ("ProgramFiles(x86)", "ProgramFiles") if name in os.environ]
    compiler = shutil.which("makensis") or shutil.which("makensis", path=os.pathsep.join(map(str, places)))
    if compiler is None:
        stop(f"{folder} is packed. The installer needs NSIS 3 (makensis): install it, then run this again.")
    made = folder.with_name(f"{folder.name}-windows-x64.exe")
    told = {"VERSION": version, "SOURCE": folder, "OUTPUT": made}
    options = ["-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in told.items())]
    if not passes("installer", [compiler, *options, str(INSTALLER)]):
        raise SystemExit(1)
    return made


def ready(_rest: list[str]) -> int:
    """Say that set-up is done."""
    print("Set up. Start the program with: python3 run.py")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
