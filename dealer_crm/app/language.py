"""Which language the program speaks before anybody chose one."""

from __future__ import annotations

import os
import sys

from dealer_crm.i18n import LANGUAGES


def system_language() -> str:
    """Return the computer's language where it is one of ours, English where it is another one, the first of ours where it has none."""
    code = _code().split(".", maxsplit=1)[0].lower()
    if code in {"", "c", "posix"}:
        return next(iter(LANGUAGES))
    return next((language for language in LANGUAGES if code.startswith(language)), "en")


def _code() -> str:
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((os.environ[name] for name in names if os.environ.get(name)), "")
