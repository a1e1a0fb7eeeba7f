"""Small wheels, made here, so that a folder can stand for the package index of any day."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile, ZipInfo

METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
COMMAND = "[console_scripts]\n{name} = {name}:main\n"


def build(
    folder: Path, name: str, version: str, *, asks: Sequence[str] = (), extras: Sequence[str] = ()
) -> str:
    """Write a wheel whose module knows its version; return the line that locks it."""
    metadata = METADATA.format(name=name, version=version)
    metadata += "".join(f"Provides-Extra: {extra}\n" for extra in extras)
    metadata += "".join(f"Requires-Dist: {asked}\n" for asked in asks)
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"version = {version!r}\n\n\ndef main():\n    print(version)\n",
        f"{info}/METADATA": metadata,
        f"{info}/WHEEL": WHEEL,
        f"{info}/entry_points.txt": COMMAND.format(name=name),
    }
    record = "".join(f"{path},sha256={digest(text)},{len(text)}\n" for path, text in files.items())
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with ZipFile(wheel, "w") as archive:
        for path, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            archive.writestr(ZipInfo(path), text)
    return locked(wheel)


def locked(file: Path) -> str:
    name, version = file.name.removesuffix(".tar.gz").split("-")[:2]
    return f"{name}=={version} \\\n    --hash=sha256:{sha256(file.read_bytes()).hexdigest()}\n"


def digest(text: str) -> str:
    return urlsafe_b64encode(sha256(text.encode()).digest()).rstrip(b"=").decode()
