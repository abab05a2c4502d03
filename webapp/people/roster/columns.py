"""Which column of a file is what, whatever an HR system calls it. Pure."""

import re
from collections.abc import Callable, Sequence

SYNONYMS = {
    "email": "email mail emailaddress mailaddress workemail businessemail emailwork primaryemail login username upn "
    "emailadresse mailadresse dienstlicheemail geschaeftlicheemail emaildienstlich",
    "name": "name fullname displayname employeename employee person vollername anzeigename mitarbeiter mitarbeitername",
    "first_name": "firstname givenname forename preferredname vorname rufname",
    "last_name": "lastname surname familyname nachname familienname zuname",
    "role": "role userrole jobrole job position function jobtitle title rolle funktion stelle",
    "team": "team teamname department dept group squad salesteam salessquad abteilung gruppe bereich vertriebsteam",
    "manager": "manager managername manageremail managermail linemanager teammanager managedby reportsto supervisor "
    "teamleiter teamleitung vorgesetzter vorgesetzte fuehrungskraft",
    "cohort": "cohort class intake batch wave onboardinggroup kohorte jahrgang startgruppe",
    "started_on": "startdate hiredate datehired dateofhire joindate joinedon joined started hired hiredon startedon "
    "startson firstday entrydate eintritt eintrittsdatum einstellungsdatum startdatum beginn",
    "country": "country countrycode land laendercode laenderkennung",
    "calendar": "calendar workingcalendar holidaycalendar kalender feiertagskalender arbeitskalender",
    "time_zone": "timezone tz zone zeitzone",
    "alias": "alias nickname screenname spitzname",
    "status": "status employmentstatus active isactive state aktiv beschaeftigungsstatus",
}
FIELDS = tuple(SYNONYMS)
JOBS = frozenset(["jobrole", "job", "position", "function", "jobtitle", "title", "funktion", "stelle"])
"""What may be a role here, or anything a business card says."""
_MEANING = {word: field for field, words in SYNONYMS.items() for word in words.split()}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

Mapping = list[str]
"""A field for each column, or an empty string where it is left out."""


def guess(header: Sequence[str], holds_roles: Callable[[int], bool] = lambda _n: True) -> Mapping:
    """The first column that means a field gets it; one of jobs only where it holds roles."""
    mapping: Mapping = []
    for n, cell in enumerate(header):
        field = _MEANING.get(plain(cell), "")
        is_other = plain(cell) in JOBS and not holds_roles(n)
        mapping.append("" if is_other or field in mapping else field)
    return mapping


def plain(text: str) -> str:
    """Letters and figures only, lower case, umlauts written out."""
    return re.sub(r"[\W_]+", "", text.casefold().translate(_UMLAUTS))


def trouble(mapping: Mapping) -> tuple[str, str] | None:
    """Why no row can be read by this mapping: a code and the field it is about."""
    chosen = [field for field in mapping if field]
    for field in chosen:
        if chosen.count(field) > 1:
            return ("twice", field)
    return None if "email" in chosen else ("missing", "email")
