"""Why a case was not saved; every message is Chinese and says what to do."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import format as fmt
from dashboard.cases.record import FIELDS, Case


class CaseError(Exception):
    """What was to be saved breaks rules; nothing of it is kept.

    Attributes:
        problems: one sentence for each rule, with the enterprise where several were to be saved.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        """With at least one problem."""
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Stale(Exception):  # noqa: N818 - it is no fault of anybody's
    """Somebody else saved the case after it was read; nothing is kept.

    Attributes:
        current: the case as it is now.
        who: the last to save it.
        at: when.
        fields: the names of everything that was changed since it was read.
    """

    def __init__(self, current: Case, fields: Sequence[str]) -> None:
        """With the fields in the order of a form."""
        self.current, self.who, self.at = current, current.updated_by, current.updated_at
        self.fields = tuple(name for name in FIELDS if name in fields)
        labels = "、".join(FIELDS[name].label for name in self.fields)
        when = fmt.local_time(self.at.isoformat(), None)
        # An older copy of the ledger has no line for what came after it.
        what = f"改过：{labels}" if labels else "存过，之后台账恢复过备份"
        super().__init__(
            f"“{current.name}”与您打开时不同：{self.who} 于 {when} {what}。"
            "您的修改没有保存。请看过现在的内容，再改一次。"
        )
