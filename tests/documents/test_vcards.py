"""Address books of phones and mail programs, read card by card."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealer_crm.documents.cards import Card
from dealer_crm.documents.readers.files import LIMITS, read_table
from dealer_crm.documents.readers.table import Limits
from dealer_crm.documents.readers.vcards import CARD_HEADERS, read_cards
from dealer_crm.domain.files import CardNotReadable, FileEmpty, FileTooManyRows


def book(path: Path, *lines: bytes | str) -> Path:
    path.write_bytes(b"".join(line.encode() if isinstance(line, str) else line for line in lines))
    return path


def card(*lines: bytes | str, version: str = "3.0") -> bytes:
    body = b"\r\n".join(line.encode() if isinstance(line, str) else line for line in lines)
    return b"BEGIN:VCARD\r\nVERSION:" + version.encode() + b"\r\n" + body + b"\r\nEND:VCARD\r\n"


QUOTED = ";CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:"
OLD_PHONE = card(
    f"N{QUOTED}=D5=C5;=C8=FD;;;",
    "TEL;WORK;FAX:0571-1",
    "TEL;HOME:0571-2",
    "TEL;CELL;PREF:138-0013-8000",
    f"ADR;HOME{QUOTED};;=D4=C6=C9=CF=BB=A8=D4=B0=",
    "3=B4=B1;=BA=BC=D6=DD;;;",
    f"NOTE{QUOTED}=B5=DA=D2=BB=0D=0A=B5=DA=B6=FE",
    "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ",
    " CAgICAgQDAgIC",
    "",
    version="2.1",
)


def test_an_old_phone_speaks_quoted_printable_gbk_with_soft_breaks(tmp_path: Path) -> None:
    read = read_cards(book(tmp_path / "x.vcf", OLD_PHONE), LIMITS)
    assert read.cards == (Card("张三", ("138-0013-8000", "0571-2", "0571-1"), (), ("杭州 云上花园3幢",), "", "第一\n第二", ""),)
    assert read.errors == ()


@pytest.mark.parametrize(
    ("lines", "version", "expected"),
    [
        (["FN:张四", 'TEL;VALUE=uri;TYPE="voice,home":tel:+86-138-0013-8000', "BDAY:19800321"], "4.0",
         Card("张四", ("+86-138-0013-8000",), birthday="1980-03-21")),
        (["N:张;三;;;", "FN:三 张", "item1.EMAIL;type=INTERNET:a@b.cn", "item1.X-ABLabel:工作"], "3.0", Card("张三", (), ("a@b.cn",))),
        (["FN:Li\\, Lao", "ORG:暖居\\;甲;售后部", "NOTE:a\\nb", "BDAY:--0203"], "3.0",
         Card("Li, Lao", org="暖居;甲 售后部", note="a\nb", birthday="--02-03")),
        (["ORG:暖居", "FN:暖居", "TEL:1"], "3.0", Card("", ("1",), org="暖居")),
        (["N:O'Neil;Ann;Mary;;", "EMAIL:mailto:a@b"], "3.0", Card("Ann Mary O'Neil", (), ("a@b",))),
        (["FN:老\r\n 王", "TEL:1", "TEL:1", "BDAY:春天"], "3.0", Card("老王", ("1",), birthday="春天")),
        (["NICKNAME:小王", "LABEL:杭州一号", "N:;;;;"], "3.0", Card("小王", addresses=("杭州一号",))),
        ([b"FN:\xd5\xc5\xc8\xfd", "TEL:1"], "3.0", Card("张三", ("1",))),
        ([b"FN;CHARSET=NONSENSE:\xe5\xbc\xa0", "TEL:1"], "3.0", Card("张", ("1",))),
        *(([f"FN;CHARSET={name}:abc", "TEL:1"], "3.0", Card("abc", ("1",))) for name in ("zlib", "bz2", "hex", "quopri", "rot13")),
        (["ADR;CHARSET=UTF-8:;;文三路, 1号;杭州;浙江;310000;中国"], "2.1", Card("", addresses=("中国 浙江 杭州 文三路, 1号 310000",))),
        (["FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E5=BC=A0=E4=B8", "TEL:1"], "2.1", Card("张", ("1",))),
    ],
)  # fmt: skip
def test_cards_of_every_version_are_understood(tmp_path: Path, lines: list[str | bytes], version: str, expected: Card) -> None:
    read = read_cards(book(tmp_path / "x.vcf", card(*lines, version=version)), LIMITS)
    assert (read.cards, read.errors) == ((expected,), ())


def test_a_broken_card_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    wild = card(b"FN:\xff\xff\xff\xff\xff")
    path = book(tmp_path / "x.vcf", card("FN:甲"), "BEGIN:VCARD\r\nFN:乙\r\n", card("FN:丙"), card(), wild, "BEGIN:VCARD\r\nFN:丁")
    read = read_cards(path, LIMITS)
    assert [one.name for one in read.cards] == ["甲", "丙"]
    assert [error.row for error in read.errors] == [2, 4, 5, 6]
    assert {type(error.error) for error in read.errors} == {CardNotReadable}


def test_an_address_book_is_a_table_with_headers(tmp_path: Path) -> None:
    content = card("FN:甲", "TEL;CELL:1", "TEL:2") + card("FN:乙", "NOTE:n")
    for name, data in (("x.vcf", content), ("y.txt", content), ("z.vcf", content.decode().encode("utf-16"))):
        table = read_table(book(tmp_path / name, data))
        assert table.rows[0] == CARD_HEADERS
        assert table.rows[1][:2] == ("甲", "1\n2")
        assert table.rows[2] == ("乙", None, None, None, None, None, "n")


def test_a_file_without_cards_and_one_with_too_many_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileEmpty):
        read_cards(book(tmp_path / "x.vcf", "hello"), LIMITS)
    with pytest.raises(FileTooManyRows):
        read_cards(book(tmp_path / "x.vcf", card("FN:甲") * 3), Limits(rows=2))


def test_device_samples_lose_no_card(corpora: Path) -> None:
    counts = {file.name: len(read_cards(file, LIMITS).cards) for file in sorted((corpora / "vcard").glob("*.vcf"))}
    expected = {"John_Doe_ANDROID.vcf": 6, "John_Doe_GMAIL.vcf": 1, "John_Doe_IPHONE.vcf": 1}
    assert counts == {**expected, "outlook-2003.vcf": 1, "rfc2426-example.vcf": 2}
