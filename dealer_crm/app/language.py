"""Which language the program speaks before anybody chose one."""

from __future__ import annotations

import os
import sys


def system_language() -> str:
    """Return 'en' where the computer is set to a language other than Chinese, else 'zh'."""
    code = _code().split(".", maxsplit=1)[0].lower()
    return "zh" if code.startswith("zh") or code in {"", "c", "posix"} else "en"


def _code() -> str:
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((os.environ[name] for name in names if os.environ.get(name)), "")
