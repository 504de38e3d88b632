"""Which local things are one thing of the record, and why: sessions by weighed features, words by rules, the rest by equal keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from mahdar import record
from mahdar.reconciling import correcting, keeping, store
from mahdar.reconciling.features import FEATURES, LIKELY, same_days, same_kind, same_number
from mahdar.reconciling.groups import Group
from mahdar.reconciling.linking import Linking
from mahdar.reconciling.pledges import pledges
from mahdar.reconciling.steps import run
from mahdar.reconciling.wordings import wordings

if TYPE_CHECKING:
    import duckdb


def same(connection: duckdb.DuckDBPyConnection) -> None:
    """Maps every local thing to a thing of the record, with the reason."""
    record.make(connection, "identities")
    run(connection, "profiles", "blocks", "pairs")
    _weigh(connection)
    with keeping.joined(connection):
        store.replace(connection, "grouped_sessions", ("subject", "root", "reason"), _session_groups(connection))
    run(connection, "named_sessions", "sessions")
    correcting.regroup(connection, sessions=True)
    run(connection, "others", "months_due")
    wordings(connection)
    pledges(connection)
    run(connection, "keyed", "identify")
    correcting.regroup(connection, sessions=False)
    run(connection, "named_anew")
    connection.execute("UPDATE claims SET thing = n.thing FROM named_anew n WHERE n.document = claims.document AND n.id = claims.id")
    keeping.touched(connection)


def _session_groups(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Every telling of a session that is to be joined, with the first telling of its group and the reason it is in it."""
    day = "CASE WHEN earliest IS NULL THEN dayofyear(try_cast('2000-' || md_first AS DATE)) END"
    facets = f"profile, process, number, status, earliest, latest, told_first, city, voices, {day}"
    profiles = connection.execute(f"SELECT subjects, {facets} FROM profiles SEMI JOIN loose USING (profile) ORDER BY profile").fetchall()
    linking = Linking({profile: _group(profile, *said) for _, profile, *said in profiles})
    linking.link(connection.execute(_PAIRS).fetchall())
    first = {profile: subjects[0] for subjects, profile, *_ in profiles}
    told = [(first[linking.first(p)], _reason(linking, p, number is not None, subjects)) for subjects, p, _, number, *_ in profiles]
    return [(subject, *why) for (subjects, *_), why in zip(profiles, told, strict=True) for subject in subjects]


def _group(
    profile: int, process: Any, number: Any, status: str, earliest: Any, latest: Any, told: Any, city: Any, voices: list[str], day: Any
) -> Group:
    """What a profile says; one that was held without a day was held by the day of its report."""
    held = (earliest or date.min, latest or told) if (latest or told) and status == "held" else None
    planned = (earliest, latest, told) if earliest and latest and told and status in ("planned", "proposed", "postponed") else None
    said = {"process": process, "number": number, "held": held, "planned": planned, "city": city, "day of the year": day}
    who = frozenset(voices)
    return Group({facet: {value: who} for facet, value in said.items() if value is not None}, who, (profile,))


_PAIRS = """
SELECT one, two, weight, numbered, vaguer, holds FROM likely WHERE one IN (SELECT profile FROM loose) ORDER BY weight DESC, one, two"""


def _weigh(connection: duckdb.DuckDBPyConnection) -> None:
    """Writes the pairs of profiles that share a block and for which enough speaks."""
    holds = " | ".join(f"CASE WHEN {feature()} THEN {1 << n} ELSE 0 END" for n, (feature, _) in enumerate(FEATURES))
    weight = " + ".join(f"({weight}) * (holds >> {n} & 1)" for n, (_, weight) in enumerate(FEATURES))
    vague = "(CASE WHEN {0}.exact THEN 0 WHEN {0}.latest - {0}.earliest < 31 THEN 1 ELSE 2 END * 2 + ({0}.number IS NULL)::INTEGER)"
    record.ask(
        connection,
        f"""
        CREATE OR REPLACE TEMP TABLE likely AS
        WITH judged AS MATERIALIZED (  -- else what is judged is judged again where it is filtered
            SELECT one, two, coalesce(same_number, false) AS numbered, {vague.format("a")} - {vague.format("b")} AS vaguer, {holds} AS holds
            FROM pairs p JOIN profiles a ON a.profile = one JOIN profiles b ON b.profile = two),
        weighed AS MATERIALIZED (SELECT *, {weight} AS weight FROM judged)
        FROM weighed WHERE weight >= {LIKELY}""",
    )


def _reason(linking: Linking, profile: int, numbered: bool, subjects: list[str]) -> str:
    if (holds := linking.why.get(profile)) is None:
        return "told once" if len(subjects) == 1 else _told([same_number, same_kind] if numbered else [same_kind, same_days])
    return _told([feature for n, (feature, weight) in enumerate(FEATURES) if holds >> n & 1 and weight > 0])


def _told(features: list[Any]) -> str:
    """The reasons as one sentence."""
    reasons = "; ".join((feature.__doc__ or "").rstrip(".").lower() for feature in features)
    return f"{reasons[:1].upper()}{reasons[1:]}."
