"""An order's text read with what the program knows: municipalities in base form, acts with their editions."""

from datetime import date

from lawtext.experiments import acts as acts_read
from lawtext.experiments.book import Book
from lawtext.experiments.citations import EditionOf, finder, with_editions
from lawtext.experiments.reach import Acts
from lawtext.experiments.read import read
from lawtext.experiments.waivers import Order
from lawtext.law.editions import Edition
from lawtext.law.ids import EditionId


def read_order(edition: Edition, book: Book, acts: Acts) -> Order:
    """The order (or act) whose text `edition` is, each cited act with its edition on the day the order took effect."""
    text = acts_read.body(edition) if acts_read.is_act(edition) else edition
    order = read(text, finder(edition.id, acts.library.namings()), book.registry.base)
    if acts_read.is_act(edition):
        order = acts_read.settled(order, text, book.registry.base)
    return with_editions(order, edition_of(acts))


def edition_of(acts: Acts) -> EditionOf:
    """The edition that an act's title means on a day, held or not."""

    def found(title: str, day: date) -> EditionId | None:
        entry = acts.listed(title, day)
        return entry.edition if entry else None

    return found
