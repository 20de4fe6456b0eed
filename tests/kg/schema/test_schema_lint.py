"""Planted defects in a copy of ``schemas/`` are found; a new event type is one file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.resources import folder
from kg.schema.generate import build
from kg.schema.lint import check, problems
from kg.schema.source import read
from kg.schema.vocabulary import assemble

MEDIATION = """
parent: Contact
label: {en: mediation, ru: посредничество, kk: делдалдық, uz: vositachilik}
definition:
  en: A third side brings others together.
  ru: Третья сторона сводит другие.
  kk: Үшінші тарап басқаларды табыстырады.
  uz: Uchinchi tomon boshqalarni yaqinlashtiradi.
use: A third side is said to mediate.
not: Talks without a third side.
roles: {mediator: [State], participant: [State]}
codes: {held: CONSULT 040}
example:
  text:
    en: Oman mediated between the United States and Iran.
    ru: Оман посредничал между США и Ираном.
    kk: Оман АҚШ пен Иран арасында делдал болды.
    uz: Ummon AQSH va Eron oʻrtasida vositachilik qildi.
  status: held
  roles: {mediator: [state/OM], participant: [state/US, state/IR]}
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with a copy of ``schemas/`` to spoil."""
    shutil.copytree(folder("schemas"), tmp_path / "schemas")
    return tmp_path


def test_the_vocabulary_is_clean_and_its_files_are_as_generated() -> None:
    assert check() == []


# fmt: off
DEFECTS = [
    ("events/Visit.yaml", "  uz: tashrif\n", "",
     "events/Visit.yaml: label lacks uz"),
    ("events/Visit.yaml", "kk: сапар", "kk: sapar",
     "events/Visit.yaml: label in kk is in the wrong script"),
    ("events/Visit.yaml", "en: visit", "en: meeting",
     "classes: the en label 'meeting' stands 2 times"),
    ("events/Visit.yaml", "  guest: [Person", "  visitor: [Person",
     "events/Visit.yaml: unknown role 'visitor'"),
    ("events/Visit.yaml", "guest: [Person, Organization", "guest: [Human, Organization",
     "events/Visit.yaml: role 'guest': unknown type 'Human'"),
    ("events/Visit.yaml", "planned: AGREE 036", "planned: AGREE 099",
     "events/Visit.yaml: codes: '099' has no name in codes.yaml"),
    ("events/Visit.yaml", "  planned: AGREE", "  someday: AGREE",
     "events/Visit.yaml: codes: unknown status 'someday'"),
    ("events/Visit.yaml", "    host: [state/KZ]", "    host: [agreement/x]",
     "events/Visit.yaml: example: agreement/x may not be host"),
    ("events/Visit.yaml", "  date: 2023-02-28", "  date: 2023-13",
     "events/Visit.yaml: example: no date in EDTF: '2023-13'"),
    ("events/StateVisit.yaml", "rank: state", "rank: royal",
     "events/StateVisit.yaml: unknown rank 'royal'"),
    ("events/StateVisit.yaml", "parent: Visit", "parent: Trip",
     "StateVisit: no way up from 'Trip'"),
    ("events/Event.yaml", "align: [schema:Event", "align: [schema:Evnt",
     "events/Event.yaml: schema:Evnt is not in alignments.csv"),
    ("events/Event.yaml", "align: [schema:Event", "align: [schema:about",
     "events/Event.yaml: schema:about is a term of another kind"),
    ("classes/Person.yaml", "mentionedIn: any", "mentioned: any",
     "classes/Person.yaml: unknown property 'mentioned'"),
    ("classes/City.yaml", "kind: city", "kind: region",
     "classes: kind 'region' of Place stands twice"),
    ("classes/Evidence.yaml", "order: [[startOffset", "order: [[ordinal",
     "classes/Evidence.yaml: 'ordinal' is no property of the class"),
    ("properties/place.yaml", "range: [Place", "range: [Planet",
     "properties/place.yaml: unknown class 'Planet'"),
    ("properties/status.yaml", "scheme status", "scheme mood",
     "properties/status.yaml: unknown scheme mood"),
    ("properties/iso.yaml", "range: iso", "range: code",
     "properties/iso.yaml: unknown kind of value 'code'"),
    ("properties/guestState.yaml", "parent: involvesState", "parent: involvesStates",
     "properties/guestState.yaml: unknown parent 'involvesStates'"),
    ("schemes/status/held.yaml", "en: held", "en: ongoing",
     "scheme status: the en label 'ongoing' stands 2 times"),
    ("alignments.csv", "https://schema.org/Event,", "schema.org/Event,",
     "alignments.csv: schema:Event: no IRI: 'schema.org/Event'"),
    ("departures.yaml", "xsd:date as", "xsd:day as",
     "OWL 2 RL: xsd:date as rdfs:range; accept it in departures.yaml, with the reason, or mend it"),
    ("departures.yaml", "xsd:date as", "xsd:day as",
     "departures.yaml: 'xsd:day as rdfs:range' does not occur"),
    ("sample.ttl", 'dip:relayedBy "TASS" ;', "",
     "sample.ttl: shows no dip:relayedBy"),
    ("codes.yaml", '  "166": Expel', '  "167": Expel',
     "codes.yaml: no event has '167'"),
]
# fmt: on


@pytest.mark.parametrize(("file", "right", "wrong", "found"), DEFECTS)
def test_planted_defect(checkout: Path, file: str, right: str, wrong: str, found: str) -> None:
    path = checkout / "schemas" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(right) == 1
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    assert found in problems(checkout)


@pytest.mark.parametrize("kind", ["roles", "properties"])
def test_a_role_or_property_that_nothing_uses(checkout: Path, kind: str) -> None:
    spare = "{en: spare, ru: запасное, kk: қосалқы, uz: zaxira}"
    text = f"label: {spare}\ndefinition: {spare}\n"
    text += "range: xsd:string\n" if kind == "properties" else ""
    (checkout / f"schemas/{kind}/spare.yaml").write_text(text, encoding="utf-8")
    what = "class" if kind == "properties" else "event"
    assert f"{kind}/spare.yaml: no {what} has it" in problems(checkout)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("label: [", "no valid YAML"),
        ("- a list", "holds no fields"),
        ("date: 2023-02-30", "no valid YAML (day is out of range for month)"),
        ("colour: red\nuse: a\nnot: b\n", "colour: Extra inputs are not permitted"),
        ("label: {en: visit}\n", "use: Field required"),
    ],
)
def test_a_broken_file_is_named_in_one_line(checkout: Path, text: str, why: str) -> None:
    path = checkout / "schemas/events/Visit.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        read(checkout / "schemas")
    assert str(caught.value).startswith(f"{path}: ")
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)
    assert problems(checkout) == [str(caught.value)]


def test_a_new_event_type_is_one_file(checkout: Path) -> None:
    (checkout / "schemas/events/Mediation.yaml").write_text(MEDIATION, encoding="utf-8")
    type_ = assemble(read(checkout / "schemas")).event_types["Mediation"]
    assert type_.family == "Contact"
    assert type_.roles == {"mediator": ("State",), "participant": ("State",)}
    (checkout / "docs").mkdir()
    assert any("ontology.ttl: not as generated" in line for line in problems(checkout))
    build(checkout)
    assert problems(checkout) == []
    page = (checkout / "docs/reference/events/Mediation.md").read_text(encoding="utf-8")
    assert "Оман посредничал" in page
    (checkout / "schemas/events/Mediation.yaml").unlink()
    assert any("Mediation.md: generated from nothing" in line for line in problems(checkout))
    build(checkout)
    assert not (checkout / "docs/reference/events/Mediation.md").exists()
