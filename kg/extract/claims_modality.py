"""What kind of statement a claim is: said, announced, denied, proposed, demanded, …"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.claims_frames import Frame
from kg.extract.reading import Reading
from kg.model.extraction import Span


def modality(reading: Reading, frame: Frame, spans: Sequence[Span], who: str) -> str:
    """The modality that the verb has by itself."""
    return frame.modality
