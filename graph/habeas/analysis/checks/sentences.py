"""The English sentences of findings, by their codes; every other language is in the catalogue `findings.po`.

`{who}` and the like are values; `rendering` tells each by the method of its sort.
"""

from __future__ import annotations

from typing import Final

MOST_SHOWN: Final = 4
"""So many numbers stand in a question; of more only how many, and the first."""
UNITS: Final = {
    "Y": ("%(num)s year", "%(num)s years"),
    "M": ("%(num)s month", "%(num)s months"),
    "W": ("%(num)s week", "%(num)s weeks"),
    "D": ("%(num)s day", "%(num)s days"),
}
THINGS: Final = {
    "held": "people held",
    "released": "people released",
    "arrested": "people arrested",
    "died": "people who died",
}
"""What a number counts."""
OWN_TRAITS: Final = {"taken on": "arrested on", "held at": "held at", "born": "born"}
"""Traits that are no property of the vocabulary."""
WORDS: Final = {
    "and": " and ",
    "or": " or ",
    "to": "{first} to {last}",
    "until": "not after {last}",
    "since": "not before {first}",
    "some day": "some day",
    "many days": "{days} … {last} ({count} days told)",
    "at least": "at least {lower}",
    "range": "{lower} to {upper}",
    "no number": "no number",
    "many numbers": "{count} numbers from {first} on",
    "about": "about {length}",
    "doubtful": "{length} (doubtful)",
    "whom": "population not stated",
}
"""The small words between names, days and numbers."""
MESSAGES: Final = {
    "C01.question": "Where was {who}, {days}: at {place}, or at {other}?",
    "C01.why": "Two places at once, for more than the day of a transfer.",
    "C02.question": "Which of the days is right for {who}: the end on {ended}, or the beginning on {began}?",
    "C02.why": "It is told to have ended before it began.",
    "C03.question.held": (
        "{who} is told to have been let go on {then} and was seen held on {later}. Is an arrest in between missing, "
        "or is one of them wrong?"
    ),
    "C03.question.free": (
        "{who} is told to have been taken on {then} and was seen free on {later}. Is a release in between missing, "
        "or is one of them wrong?"
    ),
    "C03.why": "Nothing in the file lies between {these} and {seen}.",
    "C04.question": (
        "{who} is told to have died not after {day}, and {later} of a later day. Is a day wrong, or is it somebody "
        "else?"
    ),
    "C04.why": "Nobody acts, speaks or is held after death.",
    "C04.question.twice": "When did {who} die: {days}? Or are they two people?",
    "C04.why.twice": "Nobody dies twice.",
    "C05.question": "Which day is right for {event}: {days}?",
    "C05.why": "No day fits them all.",
    "C05.event": "{kind} ({about}, {word})",
    "C05.event.of": "{kind} of {people} ({about}, {word})",
    "C06.question.cause": "Which cause of death is right: {values}?",
    "C06.question.facility": "Which place of death is right: {values}?",
    "C06.why.cause": "More than one cause is stated for {about}. One may only be nearer than the other.",
    "C06.why.facility": "More than one place is stated for {about}. One may only be nearer than the other.",
    "C07.question": "How old is {who}, and how do {these} go together?",
    "C07.why": "An age on a day leaves a year for the birth; these miss each other by {gap} days.",
    "C08.question": (
        "{claim} puts the beginning of the detention of {who} on {began}. By {told} it lasted {long}; as it ended "
        "{ended}, it would have begun {would}. Do both hold?"
    ),
    "C08.why.hard": "They share no day.",
    "C08.why.soft": "They fit only in part: a length of {least} to {most} days is a round figure.",
    "C08.question.life": "Can the detention of {who} have lasted more than {years} years?",
    "C08.why.life": "It is longer than a life.",
    "C09.question": "Which number of {keeper} is right for {days}: {numbers}?",
    "C09.why": "One source of the count, one population, one kind, one day, and no number fits all.",
    "C10.question": "What makes the difference between {numbers}, {thing} by {days}?",
    "C10.why": "{definitions}",
    "C10.definition": "{claim}, {keeper}: {whom}",
    "C10.definition.since": "{claim}, {keeper}: {whom}; since when is not stated",
    "C11.question": "Can {part} be a part of {whole}?",
    "C11.why": "A part is never greater than its whole.",
    "C11.question.sum": "Can {parts}, at least {least} together, be parts of {whole}?",
    "C11.why.sum": "They are counted over separate days within it.",
    "C12.question": "Why did the count of {keeper} go down from {before} on {first} to {after} on {last}?",
    "C12.why": "A count since one beginning only grows. Was the first one corrected?",
    "C13.question": "{keeper} counts {before} on {first} and {after} on {last}. Where does the difference come from?",
    "C13.why": "With what is told in between, {needed}.",
    "C13.why.missing": "With what is told in between, {needed}. Not told: {missing}.",
    "C13.needed.more": "at least {count} arrested or newly documented",
    "C13.needed.fewer": "at least {count} more who left, or were taken off the list",
    "C13.needed.none": "nothing further is needed",
    "C14.question": "Who was {post}, {days}: {one} or {other}?",
    "C14.why": "Both are told to have held it. Some posts have more than one seat.",
    "C15.question.circle": "Can {one} and {other} be descended from each other?",
    "C15.question.sibling": "Can {one} and {other} be both parent and sibling?",
    "C15.question.young": "Can {one} and {other} be a parent less than {years} years older?",
    "C15.why": "Kinship allows no such tie.",
    "C16.question.denial": "{these} accuse or assert, and {claim} denies it. Are both sides shown wherever one is?",
    "C16.why.denial": "Neither the saying nor the denial makes a fact.",
    "C16.question.opposite": "{these} says so, and {claim} says it is not so. Who is right?",
    "C16.why.opposite": "Opposite statements on one thing are kept side by side.",
    "C16.question.words": "{claim} says one thing and {these} the opposite. Are both sides shown wherever one is?",
    "C16.why.words": "Opposed words about the same people and time.",
    "C17.question.two": "Are {one} and {other}, both called “{label}”, two people?",
    "C17.why.two": "Their days of birth or death cannot be those of one.",
    "C17.question.one": "Are {one} and {other} one person?",
    "C17.why.one": "They have in common: {traits}.",
    "C18.question": (
        "On {days} {who} was released, by one account, and moved to house arrest, by another. Do both speak of one "
        "event?"
    ),
    "C18.why": "Some lists count house arrest as a release, others do not.",
    "C19.question": "{claim} tells of {days}, and its document is of {published}. Which day is wrong?",
    "C19.question.said": "{claim} is said on {days}, and its document is of {published}. Which day is wrong?",
    "C19.why": "A document cannot tell of what comes after it.",
    "C20.question": "Was {source} changed between two captures?",
    "C20.why": "The later capture counts for the latest text only; both stay.",
    "C21.question": "Does anybody but {who} say what {claim} says?",
    "C21.why": "Uncorroborated official: no other kind of source in this file supports it.",
    "C22.question": "{these} all go back to {who}. Is there a second source for it: {subject} — {word}?",
    "C22.why": "Single origin: however many documents repeat it, it was said once.",
    "C06.question.place": "Which place of death is right: {values}?",
    "C06.why.place": "More than one place is stated for {about}. One may only be nearer than the other.",
    "C06.why.accounts": "Nobody dies twice: these are accounts of one death, or somebody else died.",
    "C23.question.arrest": (
        "No release is told in between: was {who} arrested twice, {early} and {late}, or is one arrest told with two "
        "days?"
    ),
    "C23.question.arrest.missing": (
        "{who} was arrested on {early} and again on {late}. Is a release in between missing, or is one "
        "of the days wrong?"
    ),
    "C23.question.release.missing": (
        "{who} was released on {early} and again on {late}. Is an arrest in between missing, or is one "
        "of the days wrong?"
    ),
    "C23.why.arrest": (
        "Somebody who is held is not arrested again. Judge {one} and {other}: the same, or different; or record the "
        "release."
    ),
    "C23.question.release": (
        "No arrest is told in between: was {who} released twice, {early} and {late}, or is one release told with two "
        "days?"
    ),
    "C23.why.release": (
        "Somebody who is free is not released again. Judge {one} and {other}: the same, or different; or record the "
        "arrest."
    ),
    "C23.question.arrest.where": "Where was {who} arrested: {values}, or are these two arrests?",
    "C23.question.release.where": "Where was {who} released: {values}, or are these two releases?",
    "C23.why.accounts": "The days may be one day. One place may only be nearer than the other.",
    "C24.question.custody": "{these} and {others} cannot both be right: was {who} held, {days}?",
    "C24.question.place": "{these} and {others} cannot both be right: where was {who} held, {days}?",
    "C24.question.legal": "{these} and {others} cannot both be right: what stood in law against {who}, {days}?",
    "C24.question.restrictions": (
        "{these} and {others} cannot both be right: which restrictions did {who} live under, {days}?"
    ),
    "C24.why": "The status is contested on these days.",
    "C25.question": "Which day does {claim} mean by “{words}”, said on {told}?",
    "C25.untold": "Which day does {claim} mean by “{words}”? The day that they are counted from is not given.",
    "C25.why": "These words were not understood as a date: they are kept, and no day is read out of them.",
    "C26.question": "{claim} says “{words}”: {days} is another day of the week. Which of them is right?",
    "C26.why": "A weekday and a date that do not fit: until it is known which is wrong, the date is uncertain.",
    "C27.question": "Where in the text of {source} do the words stand that {claim} quotes?",
    "C27.why": "They stand nowhere in the captured text, or in several places.",
    "C27.question.bare": "Which words of {source} does {claim} rest on?",
    "C28.question": "Does {claim} still stand, although {source} was changed since?",
    "C28.why": "It was captured again, and the words that were quoted stand in it no more; both texts are kept.",
    "C27.why.bare": "The text is captured, and the claim quotes nothing of it.",
    "C30.question": "Where is {who}: at {one} or at {other} ({these})?",
    "C30.why": "The two points lie {apart} apart, and may be off by {doubt} together.",
    # what is done to one thing in two copies of the case
    "C29.question.described": "Is “{field}” of {who} right as it stands?",
    "C29.why.described": "Two copies of the case changed it without knowing of each other; the later change counts.",
    "C29.question.names": "Are the names of {who} (“{field}”) right as they stand?",
    "C29.why.names": "Two copies of the case changed them without knowing of each other; the names of both are kept.",
    "C29.question.judged": "Are {one} and {other} the same?",
    "C29.why.judged": (
        "Two copies of the case judged it differently, without knowing of each other. Neither judgement counts until "
        "one is taken back."
    ),
    "C29.question.superseded": "Which of {these} stands in the place of {claim}?",
    "C29.why.superseded": "Two copies of the case superseded it without knowing of each other; both new claims stand.",
    "C29.question.withdrawn": "Does {these} stand in the place of {claim}, which was withdrawn in another copy?",
    "C29.why.withdrawn": "The one copy did not know of the other; the new claim stands.",
    "C29.question.recorded": "Is {what} right after all?",
    "C29.why.recorded": (
        "It was withdrawn or superseded in one copy of the case, and recorded again in the other without knowing of "
        "that; it stays ended."
    ),
    "C29.question.id": "Are {these} one claim?",
    "C29.why.id": "Two copies of the case recorded different claims under one id; both stand.",
    "C29.question.decided": "Is the decision on the finding {what} right as it stands?",
    "C29.why.decided": (
        "Two copies of the case decided differently without knowing of each other; the later one counts."
    ),
    "C29.question.settings": "Are the settings in {what} right as they stand?",
    "C29.why.settings": "Two copies of the case changed them without knowing of each other; the later ones count.",
    "C29.question.question": "Which of the two saved questions named {what} do you want to keep?",
    "C29.why.question": "Each copy of the case had its own; both are kept, one of them under a longer name.",
    "C29.question.before": "Is it right as it stands: {words}?",
    "C29.why.before": "Two copies of the case clashed when they were merged.",
}
