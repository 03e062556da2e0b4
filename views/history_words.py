"""The words of the page of changes and of reasons in histories, in both languages (see i18n)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HISTORY_TEXTS", "REASONS"]

HISTORY_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # acts
        "act_count": ("{action} {count} 个", "{action}: {count}"),
        "hist_brief": ("第 {number} 号 · {name} · {action}", "No. {number} · {name} · {action}"),
        "hist_action_moved": ("随新版本移入", "moved along with the new version"),
        "hist_action_moved_undone": ("撤销 · 移回另一版本", "undone: moved to the other version"),
        "hist_action_dropped": ("移出", "went"),
        "hist_action_split": ("拆分", "split"),
        "hist_action_merged": ("并入他项", "merged into another"),
        "act_whole_only": (
            "随版本移动的项目不能逐个撤销，只能整次撤销。",
            "What moved with the version is taken back as a whole only.",
        ),
        "act_open": ("展开", "Show"),
        "act_close": ("收起", "Hide"),
        "act_shown": (
            "显示最近 {shown:,} 次，共 {total:,} 次操作。",
            "{shown:,} of {total:,} acts.",
        ),
        "act_older": ("更早的", "Older ones"),
        "act_more": ("再看 {count:,} 条（还有 {left:,} 条）", "{count:,} more (of {left:,})"),
        "act_all_back": ("已撤销", "taken back"),
        "act_some_back": ("已撤销 {count} 个", "{count} taken back"),
        "act_none": ("没有符合条件的操作。", "No act is like that."),
        "act_came": (
            "随文件读入 {count:,} 个项目，其中现在仍在 {left:,} 个：",
            "Came with the document: {count:,} projects, of which {left:,} are here now:",
        ),
        "act_gone_document": ("文件被新版本取代", "superseded by a new version"),
        "act_came_version": (
            "随新版本读入 {count:,} 个项目。",
            "Came with the new version: {count:,} projects.",
        ),
        "act_out_document": (
            "移出的版本：{title}（{source}）",
            "Version that went: {title} ({source})",
        ),
        "act_back_document": (
            "恢复的版本：{title}（{source}）",
            "Version that is back: {title} ({source})",
        ),
        "act_undo": ("整次撤销（{count} 个）", "Undo all of it ({count})"),
        "act_undo_sure": ("确认整次撤销", "Undo all of it now"),
        "act_undo_others": (
            "整次撤销他人的操作需要管理员角色；下面可以逐个撤销。",
            "To undo at once what somebody else did needs the role admin; below, each can be.",
        ),
        "act_undone": ("已撤销 {count} 个。", "{count} taken back."),
        "act_opened": (
            "因此《{title}》的草稿有 {left} 项待定，在{where}中继续。",
            "Because of it {left} items of the draft of {title} are to be decided; go on under "
            "{where}.",
        ),
        "act_stopped": (
            "因此《{title}》的草稿余下 {left} 项不能再接受（该版本已移出），可在{where}中删除。",
            "Because of it nothing is accepted any more of the draft of {title}, {left} items "
            "left, since its version went; discard it under {where}.",
        ),
        "act_where_mine": ("「加规划 · 我的草稿」", "Add a plan, My drafts"),
        "act_where_all": ("「全部草稿（管理员）」", "All drafts (admin)"),
        "act_left": ("{count} 个没有撤销：", "{count} not taken back:"),
        "act_plan": ("规划", "Plan"),
        "act_who": ("人员", "Person"),
        "act_since": ("自", "From"),
        "act_until": ("至", "To"),
        "act_name": ("项目名称含", "Project's name"),
        "act_everything": ("全部", "All"),
        "act_superseded": ("{title}（旧版本）", "{title} (an earlier version)"),
        # everybody's drafts
        "changes_drafts": ("全部草稿（管理员）", "All drafts (admin)"),
        "drafts_visitor": ("未登录的访客 {sign}", "visitor {sign}"),
        "drafts_line": (
            "{title}（{source}）· {owner} · 待定 {left}/{total} · {at}",
            "{title} ({source}) · {owner} · {left} of {total} left · {at}",
        ),
        "drafts_take": ("接手", "Take it over"),
        "drafts_give": ("转交给", "Hand it to"),
        "drafts_give_do": ("转交", "Hand over"),
        "drafts_given": ("已转交给 {name}。", "Handed to {name}."),
        "drafts_help": (
            "接手的草稿在「加规划 · 我的草稿」中继续审阅；删除草稿不影响已接受的项目。",
            "What is taken over is reviewed under your own drafts; discarding a draft leaves what "
            "was accepted.",
        ),
        # the registry at a moment
        "changes_measure": ("口径", "Measure"),
        "changes_then": ("当时", "Then"),
        "changes_now": ("现在", "Now"),
        "changes_sums": ("在建与规划合计", "Under construction and planned"),
        "changes_map_what": (
            "那一时刻各阶段的全部项目；底色为在建和规划的装机。点一个项目看它当时的样子。",
            "All projects of then, of every stage; shaded by the power under construction and "
            "planned. Click a project to see how it stood.",
        ),
        "changes_map_plan": ("图上只看一份规划", "One plan alone on the map"),
        "changes_map_large": (
            "共 {count:,} 个项目，一张图放不下，请选一份规划。",
            "{count:,} projects are too many for this map; choose a plan.",
        ),
        "changes_listed": ("当时的项目（{count:,} 个）", "The projects of then ({count:,})"),
        "changes_csv": ("下载当时的项目表（CSV）", "Download the projects of then (CSV)"),
    }
)

REASONS: tuple[tuple[str, str, str], ...] = (
    (r"^(?:核对无误|found right)$", "核对无误", "found right"),
    (r"^--accept-above (.*)$", "自动收入把握 {0} 以上的", "taken in from a confidence of {0}"),
    (r"^the history begins here$", "历史自此开始", "the history begins here"),
)
"""What the pages and the terminal write as a reason, and how it is said in either language.

The reasons of reviews are `projects.reviewing.whys`."""
