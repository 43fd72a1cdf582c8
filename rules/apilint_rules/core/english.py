"""As much English as path segments need: plurals and verbs, on whole words only."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_IRREGULAR = {
    "person": "people", "child": "children", "man": "men", "woman": "women", "foot": "feet", "goose": "geese",
    "mouse": "mice", "tooth": "teeth", "ox": "oxen", "datum": "data", "medium": "media",
    "criterion": "criteria", "phenomenon": "phenomena", "index": "indices", "matrix": "matrices",
    "vertex": "vertices", "appendix": "appendices", "alumnus": "alumni",
    "cactus": "cacti", "fungus": "fungi", "nucleus": "nuclei",
    "stimulus": "stimuli", "syllabus": "syllabi", "schema": "schemata", "axis": "axes", "menu": "menus",
    "guru": "gurus", "emu": "emus", "gnu": "gnus", "leaf": "leaves", "half": "halves", "shelf": "shelves",
    "life": "lives", "knife": "knives", "wife": "wives", "quiz": "quizzes", "hero": "heroes",
}  # fmt: skip
_IRREGULAR_PLURALS = frozenset(_IRREGULAR.values()) | {"skus", "cpus", "gpus", "vcpus"}
_UNCOUNTABLE = _words(
    """
    access accounting advertising advice aircraft analytics attendance audio auth availability bandwidth
    billing capacity cargo clothing commerce compliance configuration consent content correspondence
    coverage debt discovery dns documentation education electricity employment energy engagement equipment
    evidence expertise feedback finance firmware fish food fraud freight fruit fuel funding furniture
    garbage gear geo guidance hardware headquarters health help homework housekeeping iam info information
    infrastructure insurance intelligence inventory iptv jewelry justice knowledge labor labour land
    lighting lineage liquidity literature liveness localization logging logic logistics luggage machinery
    mail maintenance management marketing memory merchandise metadata middleware mileage money monitoring
    music news nutrition oauth onboarding ownership parking payroll performance personnel pokemon police
    presence pricing privacy progress provenance quality rain readiness recovery replication reporting
    research retention revenue rice routing safety salmon scheduling security sentiment series settings
    sheep shipping signage silverware software spam species staff stock storage stuff support swine
    telemetry telephony tennis throughput timing tourism traffic training transport transportation trash
    travel trivia trout tuna usage utilization vat visibility water wealth weather wildlife wisdom work
    """
)
_CONTAINERS = _words(
    """
    agenda allowlist archive backlog bin blacklist blocklist book cache calendar cart catalog catalogue
    chain denylist directory feed graph history inbox index journal ledger library list log map mapping menu
    outbox pool portfolio queue registry roster safelist set stack store timeline trash tree vault whitelist
    wishlist
    """
)
_SINGULAR_IN_S = _words(
    """
    aes alias apparatus atlas aws axis bias bonus bus business campus canvas census chaos christmas circus
    cms compass consensus corpus cors cosmos crm css dds debris diabetes dns express focus gas genius gis
    gps gross https ios iris is its js kudos lens means nexus octopus opus plus pos prospectus radius redis
    rss sas sms sos status surplus syllabus terminus this tls tms us virus
    """
)

CRUD_VERBS = _words("get list create update delete fetch retrieve add remove")
"""Verbs that a method already says."""

NOUN_VERBS = _words(
    """
    add advance aggregate archive associate ban block book build call capture change charge check checkout
    claim clear clone close commit compact complete copy deploy dispatch download duplicate edit empty end
    estimate exchange export extract filter fix flag follow force fork forward freeze grade grant import
    increment index install invite issue join kick kill launch leave like link list load lock login logout
    lookup mark match merge mint mount move open override patch pause pay pin ping poll preview print
    process provision publish pull purge push query quote read record refund register release reload remix
    render replay reply report request reserve reset resume retry return reverse review rollback rollover
    run save scale scan schedule score search set share shutdown sign signin signout signup sleep sort split
    star start stop store stream submit suggest swap switch sync tag test throttle toggle touch track train
    transfer transform transition trash trigger trim turn undo update upgrade upload use void vote watch
    wipe write zip
    """
)
"""Words that name a thing as readily as a deed: as verbs they need more evidence than their spelling."""

VERBS = CRUD_VERBS | _words(
    """
    abort accept acknowledge activate adjust advance aggregate allocate analyse analyze annotate append
    apply approve archive ask assign associate attach authenticate authorize autocomplete ban bind block
    book build calculate call cancel capture change charge check checkout claim classify clear clone close
    combine commit compact compare compile complete compose compress compute configure confirm connect
    consume convert copy correlate crosspost deactivate decline decode decommission decrement decrypt defer
    deny deploy deprovision deregister destroy detach detect disable disassociate discard disconnect
    discover dismiss dispatch dissociate download drain duplicate edit eject emit empty enable encode
    encrypt end enrol enroll escalate estimate evaluate exchange execute expand expire explain export extend
    extract fail fill filter finalize find finish fix flag flush follow force forget fork forward freeze
    fulfill generate grade grant hangup hide identify ignore impersonate import increment index ingest init
    initialize initiate insert inspect install introspect invalidate invite invoke issue join kick kill
    launch leave like link load lock login logout lookup mark match merge migrate mint modify mount move
    mute notify offboard onboard open opt override paginate parse patch pause pay persist pin ping
    poll predict prepare preview print process promote propose provision prune publish pull purge push put
    query quote reactivate read reassign rebalance reboot rebuild recalculate receive recommend reconcile
    record recover recycle redact redeem redeploy redo refer refresh refund regenerate register reindex
    reject release reload remix rename render renew reopen reorder replace replay reply report reprocess
    request rerequest reroute rerun resend reserve reset resize resolve restart restore restrict resubmit
    resume resync rethrottle retry return reverse revert review revoke rewind rollback rollover rotate run
    save scale scan schedule score search select send set share shrink shutdown sign signin signout signup
    simulate skip sleep snooze sort split star start stop store stream submit subscribe suggest suspend swap
    switch sync synchronize tag terminate test throttle toggle touch track train transcribe transfer
    transform transition translate trash trigger trim truncate turn unarchive unassign unban unbind unblock
    undelete undeploy undo unenroll unflag unfollow unfreeze unfurl uninstall unlike unlink unload unlock
    unmark unmerge unmount unmute unpause unpin unpublish unregister unreject unshare unstack unstar
    unsubscribe untag unwatch upgrade upload upsert use validate verify void vote wake warmup watch wipe
    withdraw write zip
    """
)
"""Words that can be verbs; those in `NOUN_VERBS` are nouns as well, so alone they prove nothing."""


_PREPOSITIONS = _words("as at by for from in of on per to under via where with without")
_NOUNS_IN_ED_OR_ING = _words(
    """
    bed booking breed briefing building deed drawing embed feed filing finding hearing holding king listing
    mapping meeting need offering opening painting posting ranking rating reading recording ring screening
    seed setting shed showing speed spring string thing thread warning wedding wing
    """
)
_ADJECTIVES = _words(
    """
    active adjacent all available current custom default deprecated dynamic effective external federal final
    free full global hidden inactive incoming internal invalid latest live local mobile national new next
    old online open outgoing own partial popular previous primary private public raw recent secondary secure
    static temporary toll total unread upcoming valid visible
    """
)


def head_word(words: tuple[str, ...]) -> str:
    """The word of a name that carries its plural: `codes` in `codes_of_conduct`, `pages` in `pagesV2`."""
    for index, word in enumerate(words):
        if word in _PREPOSITIONS and index and words[index - 1] not in VERBS:  # `add-ons` is one thing
            words = words[:index]
            break
    while len(words) > 1 and (words[-1].isdigit() or words[-1] == "v"):
        words = words[:-1]
    return words[-1] if words else ""


def is_adjective(word: str) -> bool:
    """Whether a word tells which things are meant and not what they are: `starred`, `blocking`, `public`."""
    return word in _ADJECTIVES or (
        word.endswith(("ed", "ing")) and word not in _NOUNS_IN_ED_OR_ING and len(word) > 4
    )


def is_plural(word: str) -> bool:
    """Whether a word can be read as a plural; words without a singular count as plural."""
    word = word.lower()
    if word in _IRREGULAR_PLURALS or word in _UNCOUNTABLE:
        return True
    if word in _SINGULAR_IN_S or word.endswith(("ss", "sis", "us")):
        return False
    return word.endswith("s") and len(word) > 2


def is_uncountable(word: str) -> bool:
    """Whether a word has no plural of its own: `equipment`, `metadata`."""
    return word.lower() in _UNCOUNTABLE


def names_many(word: str) -> bool:
    """Whether a word can name a collection: a plural, or one thing that holds many (`catalog`, `queue`)."""
    word = word.lower()
    return is_plural(word) or word in _CONTAINERS or word.endswith(("list", "queue", "log"))


def is_verb(word: str) -> bool:
    """Whether a word is a verb and nothing else; a `report` or a `check` may be a thing."""
    return word in VERBS and word not in NOUN_VERBS


def number_free(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words by which a singular and its plural compare equal: `line-items` and `lineItem`."""
    return (*words[:-1], _stem(words[-1])) if words else ()


def _stem(word: str) -> str:
    if word[:-2] in _SINGULAR_IN_S:
        return word[:-2]
    for plural, singular in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if word.endswith(plural):
            return word[: -len(plural)] + singular
    is_singular = word in _SINGULAR_IN_S or not word.endswith("s") or word.endswith(("ss", "us"))
    return word if is_singular else word[:-1]


def pluralize(word: str) -> str:
    """A plausible plural, for suggestions."""
    lower = word.lower()
    if lower in _IRREGULAR:
        plural = _IRREGULAR[lower]
        return word[0] + plural[1:] if plural[0] == lower[0] else plural
    if lower.endswith("sis"):
        return word[:-2] + "es"
    if lower.endswith("y") and lower[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return word[:-1] + "ies"
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"
