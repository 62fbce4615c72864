"""Files of a corpus from a local archive: only those of its manifest, verified one by one."""

import hashlib
import lzma
import tarfile
from pathlib import Path

from tqdm import tqdm

from analysis import paths
from analysis.corpora.manifests import File
from analysis.corpora.results import Fault


def unpack(files: list[File], folder: Path, archive: Path) -> Fault | None:
    """Take files out of an archive; return the first fault, or None where all are there.

    Only regular files under a path of the manifest are taken, whatever else the archive holds.

    Args:
        files: Those to take.
        folder: The corpus's folder.
        archive: A `.tar.xz` file.
    """
    if not archive.is_file():
        return Fault("incomplete", f"no {archive.name} in {archive.parent}")
    wanted = {file.path: file for file in files}
    wrong: list[str] = []
    total = sum(file.bytes for file in files)
    try:
        with (
            tarfile.open(archive, "r|xz") as members,
            tqdm(total=total, unit="B", unit_scale=True, desc=archive.name, disable=None) as bar,
        ):
            for member in members:
                file = wanted.get(member.name.removeprefix("./"))  # as `tar -C folder .` says it
                if file is None or not _is_plain(member, folder):
                    continue
                if _take(members, member, file, folder):
                    del wanted[file.path]
                else:
                    wrong.append(file.path)
                bar.update(file.bytes)
    except (tarfile.TarError, lzma.LZMAError, EOFError) as error:
        return Fault("incomplete", f"{archive} cannot be read: {error}")
    if wrong:
        return Fault("wrong_checksum", f"wrong SHA-256 in {archive.name}: {', '.join(wrong[:5])}")
    if wanted:
        return Fault("incomplete", f"{archive.name} lacks {min(wanted)} ({len(wanted)} missing)")
    return None


def _is_plain(member: tarfile.TarInfo, folder: Path) -> bool:
    try:
        return tarfile.data_filter(member, str(folder)).isfile()
    except tarfile.FilterError:
        return False


def _take(members: tarfile.TarFile, member: tarfile.TarInfo, file: File, folder: Path) -> bool:
    """Write a member where it belongs if its content is what the manifest says."""
    content = members.extractfile(member)
    if content is None or member.size != file.bytes:
        return False
    read = content.read()
    if hashlib.sha256(read).hexdigest() != file.sha256:
        return False
    with paths.replacing(folder / file.path) as temporary:
        temporary.write_bytes(read)
    return True
