"""Table of contents: every model of the app, where Django looks for them. No logic lives here."""

from __future__ import annotations

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.refusal import Refusal
from newsroom.annotation.scan import Scan
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Speaker, Statement
from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.block import Block
from newsroom.content.credit import Credit
from newsroom.content.draft import Draft
from newsroom.content.original import Original
from newsroom.content.repair import Repair
from newsroom.content.revision import Revision
from newsroom.content.track import Track
from newsroom.entities.distinct import Distinct
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.merge import EntityMerge
from newsroom.entities.name import Name
from newsroom.entities.name_key import NameKey
from newsroom.entities.participation import Participation
from newsroom.entities.proxies import Document, Event, Initiative, Organization, Person, Place, Topic
from newsroom.localization.contribution import Contribution
from newsroom.localization.segment import Segment
from newsroom.publishing.appearance import Appearance
from newsroom.publishing.card import Card, CardLink
from newsroom.publishing.edition import Edition, EditionBody
from newsroom.publishing.outbox import Outbox
from newsroom.publishing.publication import Publication
from newsroom.publishing.said import PublishedStatement
from newsroom.staff.comment import Comment
from newsroom.staff.notification import Notification
from newsroom.staff.presence import Presence
from newsroom.staff.session import LoginSession
from newsroom.staff.user import LanguageRight, User

__all__ = [
    "Appearance", "Article", "Asset", "Block", "Card", "CardLink", "Comment", "Contribution", "Credit", "Distinct",
    "Document", "Draft", "Edition", "EditionBody", "Entity", "EntityMerge", "Event", "Initiative", "LanguageRight",
    "LogEntry", "LoginSession", "Membership", "Mention", "Name", "NameKey", "Note", "Notification", "Organization",
    "Original", "Outbox", "Participation", "Person", "Place", "Presence", "Publication", "PublishedStatement",
    "Refusal", "Repair", "Revision", "Scan", "Segment", "Span", "Speaker", "Statement", "Topic", "Track", "User",
]  # fmt: skip
