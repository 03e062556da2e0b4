"""The words of the page that adds a plan, in Chinese and in English (see i18n)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ADDING_TEXTS"]

ADDING_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "page_add": ("加规划", "Add a plan"),
        "add_secret": (
            "非涉密系统，严禁上传涉密文件。",
            "This system is not for classified files: never upload one.",
        ),
        "add_off": (
            "现在可以读取文件、查看识别结果；编辑未开启，不能写入项目库。",
            "Files can be read and looked at; editing is off, so nothing can go into the registry.",
        ),
        "add_file": ("上传文件", "Files"),
        "add_paste": ("粘贴文本", "Paste text"),
        "add_by_hand": ("手工添加", "By hand"),
        "add_files": (
            "拖到下面或选择文件。规划：txt、md、html、docx、pdf；项目清单：xlsx、csv。"
            "每个不超过 {most} MB",
            "Drop files here or choose them. Plans: txt, md, html, docx, pdf; lists of projects: "
            "xlsx, csv. {most} MB each at most",
        ),
        "add_as_table": ("txt 按项目清单读取", "Read .txt as a list of projects"),
        "add_browse": ("选择文件", "Choose files"),
        "add_text": ("规划全文", "The plan's text"),
        "add_text_hint": (
            "从标题起粘贴，标题或正文须写明是哪个市、县的规划。",
            "From its title on; it must say which city or county it is of.",
        ),
        "add_read": ("读取", "Read"),
        "add_pasted": ("粘贴文本", "Pasted text"),
        "add_reading": ("正在读取", "Reading"),
        "add_done": ("读取完成", "Read"),
        "add_refused": ("没有读入", "Not taken"),
        "add_step_recognised": ("识别文件类型：{what}", "Recognised: {what}"),
        "add_step_text": ("取出文字 {number:,} 字", "Text: {number:,} characters"),
        "add_step_found": ("识别出项目 {number:,} 个", "Projects found: {number:,}"),
        "add_step_placed": ("落到区县 {number:,} 个", "Placed in counties: {number:,}"),
        "add_unread": (
            "第 {pages} 页是图片，没有文字层，未读。",
            "Pages without text, not read: {pages}.",
        ),
        "add_none": (
            "没有识别出点名的项目，没有建立草稿。",
            "No named project was found; no draft was made.",
        ),
        # before the draft
        "add_where": ("这是哪个市、县的规划？", "Which city or county is it of?"),
        "add_where_no": (
            "文中没有写明，请选择后再读。",
            "The text does not say; choose, then it is read again.",
        ),
        "add_drop": ("不要这份", "Drop it"),
        "add_columns_help": (
            "左边是表中的列，右边是识别为哪个字段，不对的可改。未对应的列原样保留。",
            "Left the columns of the table, right what each was taken for; change what is wrong. "
            "Other columns are kept as they are.",
        ),
        "add_sheet": ("工作表", "Sheet"),
        "add_read_sheet": ("{sheet}（{width} 列，对应 {taken}）", "{sheet} ({taken} of {width})"),
        "add_unread_sheet": ("{sheet}（未读）", "{sheet} (not read)"),
        "add_hidden_sheets": ("隐藏的工作表未读：{sheets}", "Hidden sheets, not read: {sheets}"),
        "add_nameless_sheet": (
            "没有“项目名称”列，这张表没有读。若有一列是项目名称，请在右边选定。",
            "No column of project names, so not read. If one is, choose so on the right.",
        ),
        "add_column_label": ("表中的列", "Column"),
        "add_column_sample": ("内容举例", "Values"),
        "add_column_taken": ("识别为", "Taken for"),
        "add_column_none": ("（未对应，原样保留）", "(none, kept as it is)"),
        "add_column_unit": ("{field}（{unit}）", "{field} ({unit})"),
        "add_column_twice": (
            "有两列都选为“{field}”，请改掉一列。",
            "Two columns are taken for {field}; change one.",
        ),
        "add_again": ("按此重新读取", "Read again so"),
        "add_kept_columns": ("原样保留的列：{columns}", "Kept as they are: {columns}"),
        "add_skipped": ("跳过 {count} 行（合计、小计、标题等）", "Rows skipped: {count}"),
        "add_rejected": ("未采用 {count} 行，原因如下", "Rows not taken: {count}"),
        "add_row": ("行", "Row"),
        "add_why": ("原因", "Why"),
        "add_start": ("开始审阅", "Review"),
        "add_waits": (
            "这份文件已有一份未审完的草稿：{who}，{created} 起，最后改动 {at}，"
            "已判或已改 {judged}/{total} 项。",
            "A draft of this file is not done: {who}, begun {created}, last changed {at}, "
            "{judged} of {total} items judged or corrected. ",
        ),
        "add_waits_here": ("本浏览器", "this browser"),
        "add_waits_others": (
            "同一文件还有 {count} 份未审完的草稿。",
            "There are {count} more of this file. ",
        ),
        "add_waits_same": (
            "这次读得的内容与它相同。",
            "What was read now is the same.",
        ),
        "add_waits_differs": (
            "这次读得的与它不同：所选的列、文件标题、所属市县或识别程序有变化。",
            "What was read now differs: other columns, title, place, or a newer reader.",
        ),
        "add_waits_if": ("若以这次读取的替换：{outcome}。", "Put in its place: {outcome}."),
        "add_waits_kept": (
            "所判、所改的保留 {kept} 项",
            "Judgements and corrections that stay: {kept}",
        ),
        "add_waits_again": (
            "这次读得不同、重新待定的 {count} 项：{names}",
            "Read otherwise, open again ({count}): {names}",
        ),
        "add_waits_left": (
            "这次没有读到、但改过的 {count} 项仍留在草稿里：{names}",
            "Not read now, but worked on, stay in the draft ({count}): {names}",
        ),
        "add_waits_and": ("；", "; "),
        "add_waits_few": ("{names} 等", "{names} …"),
        "add_waits_on": ("接着审原来的草稿", "Go on with that draft"),
        "add_waits_instead": (
            "以这次读取的替换，保留所判所改",
            "Put this reading in its place, keep what was judged",
        ),
        "add_waits_both": ("两份都留", "Keep both"),
        "add_waits_done": (
            "已用这次读取的替换原来的草稿。",
            "This reading took the draft's place.",
        ),
        "add_waits_opened": (
            "《{title}》已有未审完的草稿，这次读得的内容相同，接着那一份审阅"
            "（已判或已改 {judged}/{total} 项）。",
            "A draft of {title} is not done, and what was read now is the same: it goes on "
            "({judged} of {total} items judged or corrected).",
        ),
        "add_known": (
            "库中已有这份文件。下面是按这次读取会发生的变化，确认后才改动。",
            "This document is in the registry. This is what reading it again would change.",
        ),
        "add_like": (
            "库中有标题相近的文件。这份是新文件，还是某份的新版本？",
            "The registry has documents of a like title. Is this another one, or a new version?",
        ),
        "add_like_choose": ("请选择", "Choose"),
        "add_new_document": ("新的文件", "Another document"),
        "add_version_of": ("《{title}》的新版本", "A new version of {title}"),
        "add_update": ("按此更新项目库", "Update the registry so"),
        "add_update_review": (
            "更新，并审阅新增和有变化的 {count} 个",
            "Update, and review the {count} added or changed",
        ),
        "add_update_help": (
            "没有变化的项目随之移入，不再点名的移出；新增的逐条接受后才入库，有变化的在接受前保持原样。",
            "What is the same moves along, what is no longer named goes. What is added enters when "
            "it is accepted, and what would change stays as it is until then.",
        ),
        "add_updated": (
            "已更新：{title}，移入 {kept} 个，待审阅 {left} 个。",
            "Updated: {title}; {kept} moved along, {left} to be reviewed.",
        ),
        "add_same": (
            "与库中完全一致，没有变化，也没有可审阅的。要改某个项目，请在地图上打开它。",
            "The same as in the registry: nothing changes, and there is nothing to review. "
            "To correct a project, open it on the map.",
        ),
        "reread_added": ("新增 {count} 个", "Added: {count}"),
        "reread_dropped": ("不再点名 {count} 个", "No longer named: {count}"),
        "reread_changed": ("有变化 {count} 个", "Changed: {count}"),
        "reread_kept": ("保留人工更正 {count} 处", "Corrections kept: {count}"),
        "reread_conflicts": (
            "更正与新读取不一致 {count} 处（仍按人工更正）",
            "Corrections in conflict: {count} (they stay)",
        ),
        "reread_stay_out": (
            "人工移出的 {count} 个仍不收入",
            "Taken out by hand, stay out: {count}",
        ),
        "reread_hand": ("人工更正", "Correction"),
        "reread_read": ("新读取", "Read now"),
        # drafts
        "add_drafts": ("我的草稿", "My drafts"),
        "add_draft_line": (
            "{title}（{source}）· 待定 {left}/{total} · {at}",
            "{title} ({source}) · {left} of {total} left · {at}",
        ),
        "add_draft_done": (
            "{title}（{source}）· 已完成，共 {total} 项 · {at}",
            "{title} ({source}) · done, {total} items · {at}",
        ),
        "add_drafts_done": ("已完成的 {count} 份", "Done: {count}"),
        "add_draft_gone": (
            "这份草稿打不开：已删除，或属于另一用户。如已退出登录，请重新登录。",
            "This draft cannot be opened: it is gone, or somebody else's. If you were signed out, "
            "sign in again.",
        ),
        "add_discard_what": (
            "只删除草稿：待定的 {left} 项不会入库，已接受的项目仍在项目库中。",
            "Only the draft goes: its {left} open items never enter the registry; "
            "what was accepted stays there.",
        ),
        "add_discard_what_done": (
            "只删除草稿：已接受的项目仍在项目库中，退回的不会因此入库。",
            "Only the draft goes: what was accepted stays in the registry, what was turned down "
            "stays out.",
        ),
        "add_brought_draft": ("已存为草稿", "kept as a draft"),
        "add_brought_waiting": ("待回答，见下", "waits for an answer, below"),
        "add_brought_done": ("已处理", "done"),
        "add_brought_away": ("收起", "Put away"),
        "add_open": ("打开", "Open"),
        "add_discard": ("删除草稿", "Discard"),
        "add_discard_sure": ("确认删除", "Discard it"),
        "add_no_drafts": ("没有草稿。", "No drafts."),
        "add_back": ("返回", "Back"),
        # review
        "rev_left": ("待定 {left} / {total}", "Left: {left} of {total}"),
        "rev_doubtful": ("其中存疑 {count}", "doubtful: {count}"),
        "rev_accepted": ("已接受 {count}", "accepted: {count}"),
        "rev_rejected": ("已退回 {count}", "turned down: {count}"),
        "rev_all_done": (
            "全部处理完毕，项目已在地图和汇总中。",
            "All is decided; what was accepted is on the map and in the sums.",
        ),
        "rev_accept_sure": ("接受全部无疑问的（{count}）", "Accept all that are sure ({count})"),
        "rev_accept_all": (
            "接受全部（{count}，含存疑 {doubtful}）",
            "Accept all {count}, {doubtful} of them doubtful",
        ),
        "rev_accept_all_sure": (
            "确认：连同存疑 {doubtful} 个，接受 {count} 个",
            "Yes, accept {count}, with the {doubtful} doubtful",
        ),
        "rev_accept_all_not": ("取消", "Cancel"),
        "rev_accept": ("接受", "Accept"),
        "rev_accept_chosen": ("接受所选 {count} 个", "Accept the {count} chosen"),
        "rev_accept_chosen_doubtful": (
            "接受所选 {count} 个（含存疑 {doubtful}）",
            "Accept the {count} chosen, {doubtful} of them doubtful",
        ),
        "rev_ticked": ("已勾选 {count} 个", "{count} ticked"),
        "rev_ticked_none": (
            "勾选的都已处理，没有待定的。",
            "All that are ticked are decided already.",
        ),
        "rev_before": ("上一个", "Previous"),
        "rev_next": ("下一个", "Next"),
        "rev_place": ("{place}/{count}", "{place}/{count}"),
        "rev_note": ("表格各列的对应", "How the columns were taken"),
        "rev_row": ("表格的一行，按列：", "A row of a table, column by column:"),
        "rev_reject_chosen": ("退回所选 {count} 个", "Turn down the {count} chosen"),
        "rev_merge_chosen": ("合并所选 {count} 个为一个", "Make the {count} chosen one"),
        "rev_merge_first": ("保留哪一个的名称", "Which one stays"),
        "rev_correct": ("修改", "Correct"),
        "rev_save": ("保存修改", "Save"),
        "rev_reject": ("退回", "Turn down"),
        "rev_reason": ("退回原因", "Why"),
        "rev_reason_hint": ("如：不是项目、已并入他项", "Like: no project"),
        "rev_reopen": ("重新打开", "Open again"),
        "rev_split": ("拆分", "Split"),
        "rev_split_help": (
            "一行一个项目：名称，需要时加规模，用竖线隔开，如 双峰风电场 | 10万千瓦。"
            "未写规模的不继承规模，避免重复计算；各部分按自己的名称落县。",
            "One project a line: name, then its size behind a bar. Without one it has no size; "
            "each lies where its own name says.",
        ),
        "rev_split_do": ("拆成 {count} 个", "Split into {count}"),
        "rev_split_line": ("{name}：{where}", "{name}: {where}"),
        "rev_split_nowhere": (
            "名称未指明区县，拆后请选定",
            "no county in its name; choose it then",
        ),
        "rev_split_same": (
            "整体 {whole} = 各部分之和",
            "The whole, {whole}, is the sum of the parts",
        ),
        "rev_split_differs": (
            "整体 {whole}，各部分之和 {parts}，不一致",
            "The whole is {whole}, the parts add up to {parts}: not the same",
        ),
        "rev_there": (
            "项目库中已有此项目；接受后按下表改动。",
            "The registry has it; accepting changes this:",
        ),
        "rev_there_same": ("与项目库中相同。", "The same as in the registry."),
        "rev_there_reject": (
            "退回将把它移出项目库。",
            "Turning it down takes it out of the registry.",
        ),
        "rev_there_keep": ("保留库中的", "Keep what is there"),
        "rev_waiting": (
            "{count} 个是待定项目的组成部分，随其一并等待。",
            "{count} are part of what is still open, and wait with it.",
        ),
        "rev_undo_split": ("撤销拆分", "Undo the split"),
        "rev_undo_merged": ("撤销合并", "Undo the merge"),
        "rev_merge": ("合并重复", "Merge doubles"),
        "rev_merge_with": ("与下列项目是同一个", "The same as"),
        "rev_merge_stays": ("合并后", "Made one"),
        "rev_merge_differ": (
            "这些项目的{fields}不一致；合并后只留「合并后」一行所示，其余写法不再单独计入。",
            "They differ in: {fields}. Only what the row “Made one” shows will be counted.",
        ),
        "rev_merge_sure": ("确认合并这 {count} 个", "Yes, make the {count} one"),
        "rev_group": ("属于", "Part of"),
        "rev_group_none": ("（不属于其他项目）", "(of no other)"),
        "rev_group_do": ("设为所属", "Set"),
        "rev_choose": (
            "几处地名同样可能，请选一处（按钮或地图）：",
            "Several places are as likely; choose one (button or map):",
        ),
        "rev_choose_one": (
            "名称未指明区县，可能在此；按钮或地图点选，或用“修改”指定：",
            "Its name tells no county; perhaps it lies here. Choose, or name it under Correct:",
        ),
        "rev_choose_map": ("点图上的区县即选定。", "A click on a county chooses it."),
        "rev_renew": ("载入库中最新的", "Take over what is there now"),
        "rev_heading": ("{heading} →\u00a0{field}", "{heading} →\u00a0{field}"),
        "rev_state": ("状态", "State"),
        "rev_doubt": ("疑点", "Doubt"),
        "rev_sentence": ("原句", "Sentence"),
        "rev_sure": ("把握", "Sure"),
        "rev_changed": ("已改", "Corrected"),
        "rev_state_open": ("待定", "open"),
        "rev_state_accepted": ("已接受", "accepted"),
        "rev_state_rejected": ("已退回", "turned down"),
        "rev_doubt_tied": ("地点并列", "tied places"),
        "rev_doubt_double": ("疑似重复", "perhaps double"),
        "rev_doubt_elsewhere": ("另文已有", "elsewhere too"),
        "rev_doubt_unplaced": ("未落县", "no county"),
        "rev_doubt_low": ("把握低", "unsure"),
        "rev_doubt_zero": ("规模为零", "size of 0"),
        "rev_progress_open": (
            "{stage}（“{progress}”未能看懂为阶段，或与之不符，请核对）",
            "{stage} (“{progress}” is no stage that is known, or another one: please check)",
        ),
        "rev_doubt_progress": ("进展待核", "progress"),
        "rev_doubles": ("疑似与「{name}」重复：{why}", "Perhaps the same as {name}: {why}"),
        "rev_by": ("{who} · {at}", "{who} · {at}"),
        "rev_was_read": ("（机器读为：{read}）", " (read by machine as: {read})"),
        "rev_unplaced": (
            "还没有落县。请先选定一处（下面的按钮、地图，或“修改”）；暂时定不了的，可按待定位接受："
            "入库后列在「待定位」，不计入任何区县。",
            "It lies in no county yet. Choose one first (below, or under Correct); what cannot be "
            "told yet can come in as unplaced: it is listed as such and counted in no county.",
        ),
        "rev_accept_unplaced": ("按待定位接受", "Accept as unplaced"),
        "rev_unplaced_some": (
            "其中 {count} 个没有落县，入库后列在「待定位」，不计入任何区县：{names}",
            "{count} of them lie in no county; they come in as unplaced: {names}",
        ),
        "rev_unplaced_now": (
            "其中待定位 {count} 个。",
            "Unplaced: {count}.",
        ),
        "rev_accepted_now": (
            "已接受 {count} 个，待定 {left} 个。",
            "Accepted {count}; {left} left.",
        ),
        "rev_listed": (
            "共 {count} 条，存疑在前。点一行看该项；勾选多行批量处理。"
            "键盘：A 接受，E 修改，← → 前后。",
            "{count} items, the doubtful first. Click a row to see it; tick several to act on all. "
            "Keys: A accepts, E corrects, ← → go on.",
        ),
    }
)
