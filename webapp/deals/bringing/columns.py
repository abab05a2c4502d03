"""Which column of a file is what, as Salesforce and HubSpot name them, in English and German. Pure."""

from collections.abc import Callable, Sequence

from webapp.people.roster.columns import plain

SYNONYMS = {
    "id": "opportunityid id recordid dealid hsobjectid datensatzid dealnummer opportunitynummer externalid",
    "name": "opportunityname dealname dealtitle name opportunity deal title nameopportunity namederopportunity "
    "dealtitel geschaeftsname bezeichnung",
    "stage": "stage stagename dealstage opportunitystage status dealstatus outcome phase phasenname dealphase "
    "opportunityphase ergebnis",
    "is_won": "won iswon isclosedwon hsisclosedwon gewonnen istgewonnen",
    "is_lost": "islost isclosedlost hsisclosedlost verloren istverloren",
    "is_closed": "closed isclosed isdealclosed hsisclosed geschlossen istgeschlossen abgeschlossen",
    "amount": "amount dealamount dealvalue value betrag dealbetrag dealwert auftragswert wert summe",
    "currency": "currency amountcurrency opportunitycurrency dealcurrency dealcurrencycode currencyisocode "
    "currencycode waehrung betragwaehrung waehrungscode opportunitywaehrung waehrungisocode dealwaehrung",
    "closed_on": "closedate closeddate closedon dateclosed enddate schlusstermin abschlussdatum abschlusstermin "
    "geschlossenam datumabschluss abschlussam",
    "owner": "opportunityowner dealowner owner ownername ownerfullname owneralias salesrep opportunityinhaber "
    "opportunitybesitzer dealinhaber inhaber dealzustaendiger zustaendig zustaendigerfuerdeal verantwortlich besitzer",
    "owner_email": "owneremail opportunityowneremail dealowneremail owneremailaddress emailinhaber inhaberemail "
    "opportunityinhaberemail emaildesinhabers",
    "reason": "lossreason closedlostreason lostreason reasonlost reasonforloss wonlostreason closedreason "
    "lossreasonc lostreasonc closedlostreasonc primarylossreason mainlossreason verlustgrund grundfuerverlust "
    "ablehnungsgrund abschlussgrund grundverlust grundfuergeschlossenundverloren grundfuerabgeschlossenundverloren",
    "competitor": "competitor competitors primarycompetitor maincompetitor maincompetitors maincompetitorsc "
    "competitorc primarycompetitorc competitorname lostto losttocompetitor wettbewerber hauptwettbewerber "
    "konkurrent mitbewerber hauptmitbewerber hauptkonkurrenten",
    "objection": "objection objections mainobjection primaryobjection lossdetails lossdetailsc closedlostnotes "
    "lossnotes lostnotes losscomments lostdetails closedlostdetails einwand einwaende haupteinwand verlustdetails "
    "verlustnotizen",
}
SECOND = {
    "amountconverted": "amount",
    "amountconvertedcurrency": "currency",
    "amountincompanycurrency": "amount",
    "betragumgerechnet": "amount",
    "betragumgerechnetwaehrung": "currency",
    "betraginunternehmenswaehrung": "amount",
}
"""What is taken where the deal's own amount is not in the file; its currency is then another's."""
FIELDS = tuple(SYNONYMS)
OURS = {
    "salesforce": "opportunityid opportunityname opportunityowner stagename isclosed opportunityinhaber",
    "hubspot": "recordid dealname dealstage dealid dealowner hsobjectid datensatzid dealphase",
}
_MEANING = {word: field for field, words in SYNONYMS.items() for word in words.split()}

Mapping = list[str]
"""A field for each column, or an empty string where it is left out."""


def guess(header: Sequence[str]) -> Mapping:
    """The first column that means a field gets it."""
    mapping = _guessed(header, _MEANING.get)
    if "amount" in mapping:
        return mapping
    without = ["" if field == "currency" else field for field in mapping]
    second = _guessed(header, SECOND.get)
    return [theirs or ours for theirs, ours in zip(second, without, strict=True)]


def is_header(cells: Sequence[str]) -> bool:
    """Whether it names what a deal has, and is no title above a report."""
    found = guess(cells)
    return trouble(found) is None or sum(map(bool, found)) > 3


def source_of(header: Sequence[str]) -> str:
    """By most of their own names; `file` where it is neither's."""
    names = {plain(cell) for cell in header}
    found = {source: len(names & set(words.split())) for source, words in OURS.items()}
    best = max(found, key=lambda source: found[source])
    return best if found[best] else "file"


def trouble(mapping: Mapping) -> tuple[str, str] | None:
    """Why no row can be read by this mapping: a code and the field it is about."""
    chosen = [field for field in mapping if field]
    for field in chosen:
        if chosen.count(field) > 1:
            return ("twice", field)
    needed = {"name": {"name"}, "closed_on": {"closed_on"}, "stage": {"stage", "is_won"}}
    return next((("missing", field) for field, any_of in needed.items() if not any_of & set(chosen)), None)


def _guessed(header: Sequence[str], meaning: Callable[[str], str | None]) -> Mapping:
    mapping: Mapping = []
    for cell in header:
        field = meaning(plain(cell)) or ""
        mapping.append("" if field in mapping else field)
    return mapping
