"""The rules of the reader by name: what a project's notes, and `luotu extract --explain`, tell.

A note is a rule with what it saw, or the points it gave: (Rule.LEFT_VERB, "推进"),
(Rule.FOR_PLACE, 1). Notes are plain tuples made where a rule decides, so that they cost the reader
nothing worth measuring.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Note", "Rejected", "Rule"]


class Rule(StrEnum):
    """A rule's name, and in `says` what it means; the part before the dot is the question."""

    says: str

    def __new__(cls, name: str, says: str) -> Rule:
        """Make a member of a name and its meaning."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.says = says
        return member

    # How the item became a draft.
    DRAFT_HEAD = "draft.head", "the item has a head word of its own"
    DRAFT_SHARED = "draft.shared-head", "borrows the head word of a later item of its list"
    DRAFT_COUNTIES = "draft.counties-kind", "counties and a kind are one project"
    DRAFT_EACH = "draft.one-each", "one in each county or park listed"
    DRAFT_MATERIALS = "draft.materials", "one plant that treats the materials listed before it"
    DRAFT_VERB = "draft.counties-verb", "counties, a verb and a kind are one project"
    DRAFT_PHASE = "draft.next-phase", "a further phase of the plant named before"
    DRAFT_PART = "draft.part", "其中, a county, a name and a size: a part of the one named before"
    DRAFT_COUNTED = "draft.counted", "one of the works that the label before its list counts"
    DRAFT_ATTACHED = "draft.attached", "built beside the one before (配套), with a size of its own"
    DRAFT_BARE = "draft.verb-name-size", "verb, name and size without a head word"
    DRAFT_ROW = "draft.row", "a row's or box's item without a head word"
    # Its head word.
    HEAD_LAST = "head.last", "the last head word of the item"
    HEAD_STRONG = "head.strong", "the head word that 项目 or 工程 merely follow"
    HEAD_PHASE = "head.phase", "a phase (二期, 扩建) stands for the head word"
    HEAD_STATION = "head.station", "变 behind a voltage is a substation"
    # Its kind.
    KIND_HEAD = "kind.head", "a head word of this row of the table of kinds"
    KIND_CUE = "kind.cue", "a word in the name points to this row"
    KIND_VOLTAGE = "kind.voltage", "站, 变 or 线 with a voltage"
    KIND_STATION = "kind.station", "电站 with nothing that tells what drives it"
    KIND_OPEN = "kind.open", "no head word and no cue tell the kind"
    KIND_LABEL = "kind.label", "told by the label or the count before it"
    KIND_WHOLE = "kind.whole", "a part is of the kind of its whole"
    # Where the name begins.
    LEFT_VERB = "left.verb", "begins behind a verb inside the item"
    LEFT_WORDS = "left.words", "begins behind the verbs, adverbs or dates at its front"
    LEFT_PLACE = "left.place", "begins with a place"
    LEFT_LIST = "left.list", "begins behind a sign or word that lists"
    LEFT_MARK = "left.mark", "begins where its clause does"
    # What makes it a project.
    FOR_NAME = "for.name", "characters or a number that identify it"
    FOR_PLACE = "for.place", "a county, town or zone places it"
    FOR_CITY = "for.city", "the city's name stands in it"
    FOR_SIZE = "for.size", "a figure says how big it is"
    FOR_KIND = "for.kind", "the head word tells the kind"
    FOR_BOX = "for.box", "it stands in a project box or table"
    FOR_SIZE_AFTER = "for.size-after", "the next clause gives its size"
    FOR_NEAR = "for.near", "the sentence named a place before"
    FOR_WORKS = "for.works", "it is called 项目, 工程 or a phase"
    FOR_PLANT = "for.plant", "such a plant or water is one thing"
    FOR_VERB = "for.verb", "a verb builds it or says what it does"
    FOR_QUOTES = "for.quotes", "a name in quotation marks"
    FOR_TOWN = "for.town", "a town places it"
    FOR_LIST = "for.list", "it stands in a list with others like it"
    FOR_TABLE = "for.table", "each row of its table is a project"
    FOR_HEADING = "for.heading", "a name with a size under a heading of its kind"
    # What speaks against.
    AGAINST_SUPPORT = "against.support", "merely supported, adopted or explored"
    AGAINST_MANY = "against.many", "said of many unnamed things"
    AGAINST_CITYWIDE = "against.citywide", "said of the whole jurisdiction"
    AGAINST_THEME = "against.theme", "taken as a theme (以…为…)"
    AGAINST_AMBITION = "against.ambition", "the plan's own ambition, or what is left out"
    AGAINST_MEANS = "against.means", "works done anywhere, told as a means (通过…)"
    AGAINST_PROBLEM = "against.problem", "said of what is wanting (短板, 不足, 受限)"
    AGAINST_PROGRAMME = "against.programme", "a programme by its quoted name"
    AGAINST_COUNT = "against.count", "a count too large for one thing"
    AGAINST_HEADING = "against.heading", "a heading without place or size"
    AGAINST_ABSTRACT = "against.abstract", "a word of programmes, without place or size"
    AGAINST_LIST = "against.list", "the head of its list is no project"
    # What makes it none at all.
    NOT_PREDICATE = "not.predicate", "tells more of a project named before"
    NOT_APPLIED = "not.applied-for", "a status applied for"
    NOT_AFTER = "not.after", "the word behind makes it the name of something else"
    NOT_ROUTE = "not.route", "where a line starts, ends or joins another"
    NOT_ZONE = "not.zone", "a development zone and nothing built in it"
    NOT_TALK = "not.talk", "talk, not a name"
    NOT_KNOWN = "not.known", "nothing identifies it"
    NOT_ENOUGH = "not.enough", "the evidence stays below what is asked for"
    NOT_PLAN = "not.plan", "the plan itself, taken up in its own text"
    NOT_HEAD = "not.head", "the head word is an attribute of what follows"
    NOT_SPLIT = "not.split", "the head word would cut a word in two"
    NOT_HEADED = "not.headed", "no head word, and no verb with a size stands for it"
    # Whose size a figure is.
    SIZE_INSIDE = "size.inside", "the figure stands in its item"
    SIZE_AFTER = "size.after", "the figure follows it"
    SIZE_TURN = "size.in-turn", "figures given in turn (分别, 依次)"
    SIZE_EACH = "size.each", "the figure is that of each of the list"
    SIZE_LAST = "size.last", "the figure follows the last of its list"
    SIZE_PRONOUN = "size.pronoun", "前者 or 后者 says whose it is"
    SIZE_OF_WHICH = "size.of-which", "taken up again behind 其中"
    SIZE_SENTENCE = "size.sentence", "a sentence of its own behind it gives the size"
    SIZE_ROW = "size.row", "its table's row gives the size"
    SIZE_VOLTAGE = "size.voltage", "the voltage of its name or of the clause that counts it"
    SIZE_TAKEN_UP = "size.taken-up", "the ground it takes up, told in the clause before its name"
    SIZE_NOT_OTHER = "size.not-other", "it measures something else: a distance, what is burnt"
    SIZE_NOT_TOTAL = "size.not-total", "a sum of several is no member's size"
    SIZE_NOT_COUNT = "size.not-count", "it counts the list"
    SIZE_NOT_CITY = "size.not-city", "a figure of the whole jurisdiction"
    SIZE_NOT_KNOWN = "size.not-known", "no project stands before it"
    SIZE_NOT_READ = "size.not-read", "it stands in an item that is no project"
    SIZE_NOT_KIND = "size.not-kind", "no size of such a thing (a plant's voltage or yearly output)"
    # How far it is, what sort of work, by when.
    STAGE_ENDED = "stage.ended", "cancelled, shelved or closed"
    STAGE_PRELIMINARY = "stage.preliminary", "preliminary work is spoken of"
    STAGE_PAST = "stage.past", "put to use before the plan's year"
    STAGE_BUILDING = "stage.building", "said to be under construction"
    STAGE_EXISTING = "stage.existing", "said to be in use"
    STAGE_LEANT = "stage.leant-on", "what a sentence leans on or sums up stands"
    STAGE_ROW = "stage.row", "its table's row tells how far it is"
    STAGE_HEADING = "stage.heading", "the section or label it stands under tells how far it is"
    STAGE_DEFAULT = "stage.default", "nothing said otherwise"
    NATURE_WORD = "nature.word", "a word says what sort of work it is"
    NATURE_PHASE = "nature.phase", "a later phase is an expansion"
    NATURE_DEFAULT = "nature.default", "nothing said otherwise"
    NATURE_KIND = "nature.kind", "such works restore what was there"
    YEAR_ITEM = "year.item", "told around its name"
    YEAR_AFTER = "year.after", "told in a clause after its own"
    YEAR_HEAD = "year.head", "told at the head of the sentence"
    YEAR_ROW = "year.row", "told in its table's row"
    # Whose it is, and what is put into it.
    OWNER_TOLD = "owner.told", "the text calls a company its owner or builder"
    OWNER_NAME = "owner.name", "its name begins with a company's"
    OWNER_ROW = "owner.row", "its table's row names the owner"
    MONEY_TOLD = "money.told", "the text says what is put into it"
    MONEY_ROW = "money.row", "its table's row says what is put into it"
    # Where it is not; what gave each county stands in the project's reasons.
    COUNTY_OPEN = "county.open", "why no county was taken"
    COUNTY_OUTSIDE = "county.outside", "why it counts as outside"
    # What it is part of, and which mentions are one.
    PART_OF_WHICH = "part.of-which", "behind 其中 in its whole's sentence"
    PART_INCLUDED = "part.included", "behind 包括 in the clause after its whole"
    PART_GROUP = "part.group", "before 等 and the group that contains it"
    JOINED_SAME = "joined.same", "the same project named again"
    JOINED_REFERENCE = "joined.reference", "a sentence that takes up projects named before"
    JOINED_ONLY = "joined.only-one", "the only one of its kind in a county that seldom has two"
    # Which are perhaps one, for a person to judge.
    DOUBLE_PHASE = "double.phase", "alike, but only one tells a phase"
    DOUBLE_SIZE = "double.size", "alike but for their sizes"
    DOUBLE_PLACE = "double.place", "alike, but one is called by its place alone"
    DOUBLE_BEGIN = "double.begin", "alike but for what the names begin with"
    DOUBLE_PART = "double.part", "one name continues the other"
    DOUBLE_SHORT = "double.short", "one may be the other's short form"
    DOUBLE_ENDS = "double.ends", "lines between the same ends"
    DOUBLE_KIND = "double.kind", "the same name, of a kind close by"


Note = tuple[Rule, str | float]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A phrase that became no project, or a figure no project's size.

    `start`, `end` span it in the document's text; the first of `notes` is what decided.
    """

    start: int
    end: int
    text: str
    notes: tuple[Note, ...]
