"""Write pinyin.txt: one line a syllable with its characters, then the surnames read otherwise (needs pypinyin, development only)."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pypinyin import Style, lazy_pinyin, pinyin

SURNAMES = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "任": "ren", "华": "hua", "朴": "piao",
    "盖": "ge", "尉迟": "yu chi", "万俟": "mo qi", "缪": "miao", "翟": "zhai", "乐": "yue", "覃": "qin", "冼": "xian",
    "员": "yun", "秘": "bi", "繁": "po", "黑": "he", "折": "she", "召": "shao", "逄": "pang", "隗": "wei", "种": "chong",
    "牟": "mu", "洗": "xian", "那": "na", "宿": "su", "佴": "nai", "燕": "yan", "令狐": "ling hu", "澹台": "tan tai",
    "长孙": "zhang sun", "尉": "wei", "郇": "xun", "撒": "sa", "么": "yao", "晁": "chao", "祭": "zhai", "乜": "nie",
    "过": "guo", "葛": "ge", "哈": "ha", "纪": "ji", "能": "nai", "车": "che", "宁": "ning", "卜": "bu", "柏": "bai",
    "石": "shi", "沈": "shen", "粘": "nian", "幺": "yao", "闵": "min", "句": "gou", "阚": "kan", "谌": "chen", "应": "ying",
}  # fmt: skip
"""Readings as surnames; source: domain.md 3.8 and common dictionaries. The usual reading stays searchable beside it."""


def characters() -> list[str]:
    """Return the Han characters of GB18030 level 1: the unified block, extension A and the common ones beyond."""
    blocks = [*range(0x4E00, 0xA000), *range(0x3400, 0x4DC0), 0x3007, *range(0x20000, 0x323B0)]
    found = []
    for code in blocks:
        character = chr(code)
        if code >= 0x20000 and character not in "𬱖𫖯𬘭𬬻𫠊𠮷𬍛𬭊𬭛𬬭𬞟𬟽𬙂𫍲𬴂𫘝𫓧":
            continue
        if lazy_pinyin(character)[0] != character:
            found.append(character)
    return found


def main() -> None:
    """Write the table beside this script."""
    table: dict[str, list[str]] = defaultdict(list)
    for character in characters():
        syllable = pinyin(character, style=Style.NORMAL)[0][0].replace("ü", "v")
        if syllable.isascii() and syllable.isalpha():
            table[syllable].append(character)
    lines = [f"{syllable} {''.join(chars)}" for syllable, chars in sorted(table.items())]
    lines += [f"= {name} {reading}" for name, reading in sorted(SURNAMES.items())]
    Path(__file__).with_name("pinyin.txt").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
