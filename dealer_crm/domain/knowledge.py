"""What the shop knows around a customer: ties to others, moments worth keeping, what was verified when, pictures by kind."""

from __future__ import annotations

from enum import StrEnum


class RelationKind(StrEnum):
    """What somebody is to another customer; told from both sides."""

    INTRODUCED = "introduced"
    FAMILY = "family"
    NEIGHBOUR = "neighbour"
    DESIGNER = "designer"
    WORKS_FOR = "works_for"


class MomentKind(StrEnum):
    """Praise (S3-43+) and the four ways to more value for the customer (S2-05+)."""

    PRAISE = "praise"
    BEYOND = "beyond"
    UNIQUE = "unique"
    HELPED = "helped"
    DELIGHT = "delight"


class AttachmentKind(StrEnum):
    """What a picture or file shows."""

    OTHER = "other"
    SITE = "site"
    DRAWING = "drawing"
    CONTRACT = "contract"
    INVOICE = "invoice"
    LABEL = "label"
    CERTIFICATE = "certificate"
    FORM = "form"
    CHAT = "chat"
    PERSON = "person"
