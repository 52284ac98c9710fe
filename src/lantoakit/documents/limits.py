"""How much a file may hold. Everything above is refused with TooLarge before it can cost memory or time."""

import io
import zipfile
from dataclasses import dataclass

from lantoakit.documents.errors import DamagedDocument, EncryptedDocument, TooLarge


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes; `ratio` is the most that a part of a ZIP package may grow when it is unpacked."""

    size: int = 50_000_000
    pages: int = 1_000
    characters: int = 10_000_000
    part: int = 100_000_000
    unpacked: int = 300_000_000
    parts: int = 5_000
    ratio: int = 200


def check_package(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Open a ZIP package after a look at its directory. Raises DamagedDocument, EncryptedDocument, TooLarge."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise DamagedDocument from error
    infos = package.infolist()
    if len(infos) > limits.parts or sum(i.file_size for i in infos) > limits.unpacked:
        raise TooLarge
    for info in infos:
        if info.flag_bits & 1:
            raise EncryptedDocument
        if info.file_size > limits.part or (
            info.file_size > 5_000_000 and info.file_size > limits.ratio * max(info.compress_size, 1)
        ):
            raise TooLarge
    return package


def part(package: zipfile.ZipFile, name: str, limits: Limits) -> bytes | None:
    """Return a part of a package, None where it is absent. The declared size is not trusted."""
    try:
        with package.open(name) as stream:
            data = stream.read(limits.part + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        raise DamagedDocument from error
    except Exception as error:  # zlib.error and lzma.LZMAError have no common base
        raise DamagedDocument from error
    if len(data) > limits.part:
        raise TooLarge
    return data
