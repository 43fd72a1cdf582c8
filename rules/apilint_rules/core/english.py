"""As much English as path segments need: plurals and verbs, on whole words only."""

from __future__ import annotations

_IRREGULAR = frozenset(
    "people children men women feet geese mice teeth oxen data media criteria phenomena indices matrices vertices "
    "appendices analyses axes bases crises diagnoses hypotheses theses parentheses menus gurus emus alumni cacti fungi "
    "nuclei stimuli syllabi schemata metadata"
    .split()
)  # fmt: skip
_UNCOUNTABLE = frozenset(
    "advice analytics archive audio auth billing cache capacity catalog catalogue compliance configuration content "
    "correspondence credit credentials dns documentation email equipment evidence feedback fish furniture geo gear "
    "hardware health help history homework housekeeping identity info information infrastructure insight intelligence "
    "inventory ip iam knowledge labor labour liquidity liveness logging luggage machinery mail maintenance management "
    "marketing merchandise metadata money monitoring music network news oauth onboarding payroll performance police "
    "pricing privacy progress provenance quota readiness registry reporting research revenue rice salmon sandbox "
    "scheduling security series settings sheep shipping software spam species staff stock storage stuff support swine "
    "telemetry telephony traffic training transport transportation trash trout trivia tuna usage vat video voice "
    "wallet-pass weather wildlife wisdom work"
    .split()
)  # fmt: skip
_SINGULAR_IN_S = frozenset(
    "alias apparatus atlas bias bonus bus campus canvas census chaos corpus focus genius lens consensus census nexus "
    "octopus opus plus prospectus radius status surplus terminus tennis gas virus virtus kudos cosmos https dns sms "
    "rss css js tls aws gis pos dds sas os as is this us gps"
    .split()
)  # fmt: skip

CRUD_VERBS = frozenset("get list create update delete fetch retrieve add remove".split())
"""Verbs that a method already says."""

VERBS = CRUD_VERBS | frozenset(
    "abort accept acknowledge activate allocate apply approve archive assign attach authenticate authorize block book "
    "calculate cancel capture change check checkout clear clone close commit compare compile complete compute confirm "
    "connect convert copy deactivate decline decrypt deny deploy detach disable disconnect dismiss dispatch download "
    "duplicate edit enable encrypt end enroll estimate evaluate exchange execute expire explain export extend filter "
    "find finish flush follow forward generate grant ignore import increment init initialize initiate install introspect "
    "invite invoke invalidate issue join kick kill launch leave like link load lock login logout lookup mark match merge "
    "migrate modify mount move mute notify offboard onboard open patch pause pay ping pin preview print process promote "
    "provision publish purge push put query quote read reactivate rebuild receive reconcile record redeem redo refresh "
    "refund register reject release reload rename render renew reopen reorder replace replay reply request resend reserve "
    "reset resize resolve restart restore resume retry return revert review revoke rollback rotate run save scale scan "
    "schedule score search select send set share sign signin signout signup simulate skip sort split star start stop "
    "submit subscribe suggest suspend swap switch sync synchronize tag terminate test toggle track train transfer "
    "transform translate trigger unarchive unassign unblock undo unfollow uninstall unlink unlock unmount unmute unpin "
    "unpublish unregister unstar unsubscribe upgrade upload upsert use validate verify void vote watch withdraw write"
    .split()
)  # fmt: skip
"""Words that can be verbs; many are nouns as well, so alone they prove nothing."""


def is_plural(word: str) -> bool:
    """Whether a word can be read as a plural; words without a singular count as plural."""
    word = word.lower()
    if word in _IRREGULAR or word in _UNCOUNTABLE:
        return True
    if word in _SINGULAR_IN_S or word.endswith(("ss", "sis")):
        return False
    if word.endswith("us"):
        return word.endswith(("nus", "rus")) and word in _IRREGULAR
    return word.endswith("s") and len(word) > 2


def pluralize(word: str) -> str:
    """A plausible plural, for suggestions."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"
