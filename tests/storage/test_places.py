"""Which folders are no place for the data, and what synchronising programs leave behind."""

from __future__ import annotations

import pytest

from dealer_crm.storage.places import Place, conflict_copies, place_of

ONEDRIVE = {"OneDrive": "D:\\云", "OneDriveCommercial": "E:\\Firma", "PATH": "C:\\Windows"}
CASES = [
    (r"C:\Users\王芳\AppData\Local\dealer-crm", Place.OWN),
    (r"D:\店铺数据", Place.OWN),
    (r"D:\云朵\店铺", Place.OWN),
    (r"C:\Users\wang\Documents\dealer", Place.OWN),
    (r"C:\dropbox-old\shop", Place.OWN),
    (r"C:\Users\box office\shop", Place.OWN),
    (r"\\?\C:\shop", Place.OWN),
    (r"\\.\C:\shop", Place.OWN),
    ("/home/wang/.local/share/dealer-crm", Place.OWN),
    ("/srv/云上花园", Place.OWN),
    ("/media/usb/shop", Place.OWN),
    ("/home/wang/synced/shop", Place.OWN),
    (r"\\server\share\shop", Place.NETWORK),
    (r"\\192.168.1.5\数据", Place.NETWORK),
    (r"\\?\UNC\server\share\shop", Place.NETWORK),
    (r"\\wsl$\Debian\home", Place.NETWORK),
    (r"D:\云", Place.SYNCED),
    (r"D:\云\店铺", Place.SYNCED),
    (r"d:\云\店铺", Place.SYNCED),
    (r"E:\Firma\shop", Place.SYNCED),
    (r"C:\Users\wang\OneDrive\shop", Place.SYNCED),
    (r"C:\Users\wang\OneDrive - 暖乐多\shop", Place.SYNCED),
    (r"\\?\C:\Users\wang\OneDrive\shop", Place.SYNCED),
    (r"C:\Users\wang\Nutstore\1\我的坚果云", Place.SYNCED),
    (r"D:\我的坚果云\店铺", Place.SYNCED),
    (r"D:\坚果云\店铺", Place.SYNCED),
    (r"D:\Nutstore Files\店铺", Place.SYNCED),
    (r"D:\BaiduSyncdisk\店铺", Place.SYNCED),
    (r"D:\百度网盘同步空间\店铺", Place.SYNCED),
    (r"D:\BaiduNetdiskWorkspace\店铺", Place.SYNCED),
    (r"C:\Users\wang\Dropbox\shop", Place.SYNCED),
    (r"C:\Users\wang\Dropbox (Personal)\shop", Place.SYNCED),
    (r"C:\Users\wang\iCloudDrive\shop", Place.SYNCED),
    (r"C:\Users\wang\Google Drive\shop", Place.SYNCED),
    (r"G:\My Drive\shop", Place.SYNCED),
    (r"D:\WPS云盘\店铺", Place.SYNCED),
    (r"D:\WPSDrive\123\店铺", Place.SYNCED),
    (r"D:\微云同步助手\店铺", Place.SYNCED),
    ("/Users/wang/Library/Mobile Documents/com~apple~CloudDocs/shop", Place.SYNCED),
    ("/home/wang/Nextcloud/shop", Place.SYNCED),
    ("/home/wang/dropbox/shop", Place.SYNCED),
]


@pytest.mark.parametrize(("path", "place"), CASES)
def test_a_path_tells_where_a_folder_lies(path: str, place: Place) -> None:
    assert place_of(path, ONEDRIVE) is place


@pytest.mark.parametrize("name", ["remote", "cifs", "nfs4", "fuse.sshfs"])
def test_a_disk_of_another_computer_is_known_by_its_file_system(name: str) -> None:
    assert place_of("/mnt/shop", {}, name) is Place.NETWORK
    assert place_of(r"Z:\shop", {}, name) is Place.NETWORK


def test_disks_of_this_computer_are_its_own() -> None:
    assert {place_of("/mnt/shop", {}, name) for name in ("", "ext4", "tmpfs", "vfat", "ntfs3", "overlay", "9p")} == {Place.OWN}


def test_a_marked_folder_is_synchronised() -> None:
    assert place_of("/home/wang/stuff/shop", {}, "ext4", marked=True) is Place.SYNCED


def test_copies_of_the_store_are_told_from_what_the_program_makes() -> None:
    copies = [
        "store (conflicted copy 2026-11-22).sqlite",
        "store (SHOP-PC's conflicted copy 2026-11-22).sqlite",
        "store-冲突文件-王芳-20261122.sqlite",
        "store(冲突文件_王芳).sqlite",
        "store.sqlite (1)",
        "store (1).sqlite",
        "store - Copy.sqlite",
        "store - 副本.sqlite",
        "store.sync-conflict-20261122-101010-ABCDEF.sqlite",
        "store.sqlite-wal (conflicted copy)",
    ]
    ours = [
        "store.sqlite",
        "store.sqlite-wal",
        "store.sqlite-shm",
        "store.lock",
        "before-restore-1.sqlite",
        "settings.json",
        "store.sqlite.damaged-1",
    ]
    assert conflict_copies([*copies, *ours]) == sorted(copies)
