"""Which documents and claims are one voice: copies, reposts, the outlet that is quoted, one communiqué, one speaker in the same words.

A claim has the voice of its sentence: who copies one paragraph and reports another himself is heard for the second. What tells that
words are copied is the share of a sentence's runs of three words that stand in one sentence of a document that came before.
The thresholds (`firsts.sql`, `copies.sql`, `copied.sql`), measured on made-up coverage (`bench/coverage.py`, 30,000 claims) and, for
sentences, on the pairs that 270 real reports hold (by eye: do both have one origin?):

    sentence shares at least        0.9     0.75    0.5 *   0.4     0.3
    documents, precision / recall   1 / .96 1 / .98 1 / .99
    four lines in five edited       .96/.63 .97/.86 .97/.89
    real pairs in this band         4 of 4  2 of 2  6 of 6  2 of 2  5 of 14

    document shares at least        0.35    0.5 *   0.65    0.8
    documents, precision / recall   1 / .99 1 / .98 1 / .94 .99/.55

Of Dong, Berti-Equille and Srivastava (VLDB 2009) this takes that copiers are not counted, that one who copies may also report himself,
and that who copies whom is to be told. It does not infer copying from shared mistakes, nor weigh a source by how often it was right:
both need many cells of each pair of sources, and a collection has few; where words are copied, the words themselves tell it. Copying in
other words, or out of another language, is not seen unless a source is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mahdar import record
from mahdar.reconciling.steps import run

if TYPE_CHECKING:
    import duckdb


def families(connection: duckdb.DuckDBPyConnection, keep: bool = True) -> None:
    """Gives every document and every claim its voice, and the reason why it has it; `keep` keeps what was compared."""
    run(connection, "arrivals", "sharing", "alike", "firsts", "copies", "copied", "document_voices", "repeated", "quoted", "claim_voices")
    if keep:
        run(connection, "compared")
    connection.execute("""UPDATE documents SET family = v.family, because = v.reason, copy_of = v.copy_of, copied = v.copied
        FROM document_voices v WHERE v.document = documents.id""")
    run(connection, "heard_anew")
    connection.execute("""UPDATE claims SET family = v.family, because = v.reason, copy_of = v.copy_of
        FROM heard_anew v WHERE v.document = claims.document AND v.id = claims.id""")
    record.make(connection, "families")
