"""Set up .venv from requirements.lock where it is not up to date, then run the tests or the dashboard."""
import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up"
RUN = {"test": ["-m", "pytest"], "dashboard": ["-m", "figures.cli", "dashboard"]}
NO_NETWORK = ("connection broken", "newconnectionerror", "timed out", "name resolution", "proxyerror")


def stop(message):
    sys.stderr.write("dev.py: " + message + "\n")
    sys.exit(2)


def child(*command):
    """What a command wrote, and its exit code."""
    unwanted = ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH")
    env = {name: value for name, value in os.environ.items() if name not in unwanted}
    line = [str(word) for word in command]
    done = subprocess.Popen(line, cwd=str(HERE), env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.communicate()[0].decode("utf-8", "replace").strip(), done.returncode


def pip(*arguments):
    said, code = child(PYTHON, "-m", "pip", "install", "-q", "--retries=2", *arguments)
    if code and any(word in said.lower() for word in NO_NETWORK):
        stop("the network does not answer, and what requirements.lock lists comes from there; try later")
    if code:
        stop("pip could not install " + arguments[-1] + ":\n" + said)


def set_up():
    content = (HERE / "requirements.lock").read_bytes() + (HERE / "pyproject.toml").read_bytes()
    place = sys.version + " in " + str(HERE) + "\n"  # of another place or Python, or none: made anew
    wanted = place + hashlib.sha256(content + sys.version.encode()).hexdigest()
    found = STAMP.read_text("utf-8", "replace") if STAMP.exists() and PYTHON.exists() else ""
    if found == wanted:
        return
    sys.stderr.write("dev.py: setting up .venv (about a minute, once)\n")
    if found.startswith(place):
        STAMP.unlink()
    else:
        said, code = child(getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", VENV)
        if code and ("ensurepip" in said or "No module named" in said):
            stop("this Python has no venv or no ensurepip; on Debian and Ubuntu: apt install python3-venv")
        if code:
            stop("cannot make .venv: " + said.split("\n")[-1])
    pip("--require-hashes", "--only-binary=:all:", "--no-compile", "-r", "requirements.lock")
    child(PYTHON, "-m", "compileall", "-q", "-j", "0", VENV / ("Lib" if os.name == "nt" else "lib"))
    STAMP.write_text(place, "utf-8")
    pip("--no-deps", "--no-build-isolation", "-e", ".")
    STAMP.write_text(wanted, "utf-8")


def main(arguments):
    if not arguments or arguments[0] not in RUN:
        stop("usage: python3 dev.py test [pytest's arguments] | python3 dev.py dashboard [its arguments]")
    if sys.version_info < (3, 11):
        stop("Python 3.11 or newer is needed, this is %d.%d; try python3.11 dev.py" % sys.version_info[:2])
    with open(__file__) as gate:  # of two starts at once the second waits
        try:
            __import__("fcntl").flock(gate, 2)
        except (ImportError, OSError):
            pass
        set_up()
    if arguments[0] == "test":
        os.chdir(str(HERE))
    command = [str(PYTHON)] + RUN[arguments[0]] + arguments[1:]
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
