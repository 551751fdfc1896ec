"""Where a data folder should not lie: on another computer, or in a folder that is synchronised; and what synchronising leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import PurePath, PurePosixPath, PureWindowsPath


class Place(StrEnum):
    """What kind of place a folder lies in."""

    OWN = "own"
    NETWORK = "network"
    SYNCED = "synced"


REMOTE = frozenset({"remote", "cifs", "smb2", "smb3", "smbfs", "nfs", "nfs4", "afpfs", "davfs", "fuse.davfs", "fuse.sshfs", "fuse.rclone"})
"""Names of file systems that lie on another computer; `remote` is what Windows calls a mapped drive."""
_SYNCED = re.compile(
    r"onedrive( - .+)?|dropbox( \(.+\))?|google ?drive|my drive|我的云端硬盘|icloud ?drive|mobile documents|com~apple~clouddocs"
    r"|nutstore( files)?|我?的?坚果云|baidusyncdisk|baidunetdisk(workspace)?|百度网盘(同步空间)?|百度云同步盘"
    r"|wps ?drive|wpsdrive|wps云盘|kdrive|weiyun|微云(同步助手)?|微盘|aliyundrive|阿里云盘|nextcloud|owncloud|seafile"
    r"|syncthing|resilio sync|mega(sync)?|box( sync)?|pcloud ?drive|yandex\.?disk|synologydrive",
    re.IGNORECASE,
)
"""Names that synchronising programs give their folders."""
MARKS = (".dropbox.cache", ".stfolder", ".SynologyWorkingDirectory", ".owncloudsync.log")
"""Files and folders by which such programs mark a folder of theirs."""
_CONFLICT = re.compile(r"conflict|冲突|副本| - copy\b|\(\d+\)|的.+版本", re.IGNORECASE)


def place_of(path: str, settings: Mapping[str, str], file_system: str = "", *, marked: bool = False) -> Place:
    """Judge an absolute path by its words, by the computer's settings (`OneDrive…` names its folder), by the name of the
    file system, and by whether it is `marked` by a synchronising program.
    """
    windows = bool(re.match(r"[A-Za-z]:[\\/]|\\\\", path))
    kind: type[PurePath] = PureWindowsPath if windows else PurePosixPath
    if file_system.lower() in REMOTE or re.match(r"\\\\(\?\\UNC\\|(?![?.]\\))", path):
        return Place.NETWORK
    whole = kind(path.removeprefix("\\\\?\\"))
    homes = [kind(value) for name, value in settings.items() if name.lower().startswith("onedrive") and value]
    named = any(_SYNCED.fullmatch(part.strip()) for part in whole.parts)
    if named or any(whole.is_relative_to(home) for home in homes) or marked:
        return Place.SYNCED
    return Place.OWN


def conflict_copies(names: Iterable[str]) -> list[str]:
    """Return the names of files that look like a second store which a synchronising program made."""
    return sorted(name for name in names if name.startswith("store") and ".sqlite" in name and _CONFLICT.search(name))
