"""What can be wrong with a file that comes in or goes out; `file` is its name without the folder."""

from __future__ import annotations

from dealer_crm.domain.errors import DomainError


class FileNotReadable(DomainError):
    """The file is missing, damaged or locked by another program. Parameter: file."""


class FilePasswordProtected(DomainError):
    """The workbook opens with a password only. Parameter: file."""


class FileTooLarge(DomainError):
    """The file holds more bytes than the program reads at once. Parameters: file, megabytes (the limit)."""


class FileTooManyRows(DomainError):
    """The sheet reaches beyond the limits. Parameters: file, rows, columns (the limits)."""


class FileBomb(DomainError):
    """The file unpacks to far more than it is, or holds what no table needs. Parameter: file."""


class FileEmpty(DomainError):
    """The file or the chosen sheet holds no rows. Parameter: file."""


class FileKindUnknown(DomainError):
    """The file is none of the kinds that can be read. Parameter: file."""


class FileEncodingUnknown(DomainError):
    """The text is neither UTF-8 nor GB18030, or not what was chosen. Parameter: file."""


class CardNotReadable(DomainError):
    """One contact of an address book cannot be understood; the others can. Parameter: row (its place in the file)."""


class FileNotWritable(DomainError):
    """The target cannot be written: open in another program, no right, no room. Parameter: file."""


class FileNotComplete(DomainError):
    """What was written does not read back the same; nothing was kept. Parameter: file."""


class CellTooLong(DomainError):
    """A cell is longer than Excel's 32,767 characters. Parameters: row, column (its title)."""


class GlyphMissing(DomainError):
    """The bundled fonts cannot draw these characters. Parameter: characters."""
