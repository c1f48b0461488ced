"""What several tellings of a happening come to."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.events.merging import Told, merged
from onrecord.record import EventDate, Span, Status

HEADLINE = Told(
    type="COERCE",
    mode="arrest",
    contexts=(),
    triggers=(Span(7, 14),),
    actors=("police",),
    recipients=("mayor",),
    status=Status.OCCURRED,
    asserted_by=None,
    made_of=None,
    date=None,
    place=None,
    evidence=(0.6,),
)


def on(day: str) -> EventDate:
    return EventDate(day, day, "day", "weekday", Span(50, 56))


def test_headline_and_lead_are_one_event_with_what_either_tells() -> None:
    lead = replace(HEADLINE, triggers=(Span(40, 48),), date=on("2031-03-02"), place="lindau", evidence=(0.9,))
    (event,) = merged([HEADLINE, lead])
    assert event.triggers == (Span(7, 14), Span(40, 48))
    assert (event.date, event.place, event.evidence) == (lead.date, "lindau", (0.9,))


def test_what_the_article_vouches_for_once_is_no_claim() -> None:
    claimed = replace(HEADLINE, triggers=(Span(40, 48),), asserted_by="statement")
    assert merged([HEADLINE, claimed])[0].asserted_by is None
    assert merged([claimed, replace(claimed, triggers=(Span(80, 88),))])[0].asserted_by == "statement"


def test_who_is_not_named_in_one_place_may_be_in_another() -> None:
    passive = replace(HEADLINE, triggers=(Span(40, 48),), actors=())
    assert merged([passive, HEADLINE])[0].actors == ("police",)


def test_others_other_days_and_what_is_denied_are_events_of_their_own() -> None:
    elsewhere = replace(HEADLINE, triggers=(Span(40, 48),), recipients=("baker",))
    denied = replace(HEADLINE, triggers=(Span(60, 68),), status=Status.DENIED)
    first, second = (replace(HEADLINE, date=on(day)) for day in ("2031-03-02", "2031-03-03"))
    assert len(merged([HEADLINE, elsewhere])) == 2
    assert len(merged([HEADLINE, denied])) == 2
    assert len(merged([first, second])) == 2
