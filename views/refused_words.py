"""What the registry refuses, in Chinese: patterns of its messages, and how each is said."""

from __future__ import annotations

__all__ = ["REFUSED"]

REFUSED: tuple[tuple[str, str], ...] = (
    (r"taken back already, by revision (\d+)", "已被第 {0} 号撤销。"),
    (r"it is the reading of a document", "这是读入整份文件的记录，请在修改记录中整次撤销。"),
    (r"it changed nothing that is shown", "该次修改没有改变显示的内容。"),
    (
        r"revision (\d+) of ([\dT:-]+) by (.*?) changed the same later \((.*?)\)",
        "其后第 {0} 号（{2}）又改过同一内容（{3}），请先撤销那一次。",
    ),
    (r"other projects are part of this one", "还有项目属于它，请先改动或移出那些项目。"),
    (r"its project is not known any more", "该项目已不在库中。"),
    (r"it was split or merged in its draft", "它在审阅中被拆分或合并，请在草稿中撤销拆分或合并。"),
    (
        r"a later change stands on this version: (.*), revision (\d+) of ([\dT:-]+Z) by a re-read",
        "其后 {2} 重新读取又改动了“{0}”（第 {1} 号），请先撤销那一次，再整次撤销。",
    ),
    (
        r"a later change stands on this version: (.*), revision (\d+) of ([\dT:-]+Z) by (.*?)"
        r"(?: \(and \d+ more changes before\))?; undo that",
        "其后 {3} 于 {2} 又改过“{0}”（第 {1} 号），请先撤销那一次，再整次撤销。",
    ),
    (r"the earlier version is in the registry again", "原版本已另行读入库中，不能整次撤销。"),
    (r"its document went as a whole", "整份文件已移出，请整次撤销那一次操作。"),
    (r"changed since it came", "读入之后又有改动，请先撤销那些改动。"),
    (r"its document was superseded", "该文件已被新版本取代，请到新版本中处理。"),
    (
        r"(.*): this new version was taken back as a whole on ([\dT:-]+Z) by (.*?), and the",
        "这一版已于 {1} 由 {2} 整次撤销，库中仍是原来的“{0}”，草稿中的项目不能再收入。"
        "请删除这份草稿；确要采用新版本的，请重新上传并选择新版本。",
    ),
    (
        r"(.*): this version was superseded on ([\dT:-]+Z) by .*?, and the",
        "这一版已于 {1} 被新版本“{0}”取代，草稿中的项目不能再收入。"
        "请删除这份草稿，在新版本中改动。",
    ),
    (r"nothing is changed; it stands so already", "没有改动，库中已是如此。"),
    (r"changed meanwhile", "别人已先改过，请看最新的内容后再保存。"),
    (r"look at the list again", "该项目已被移出项目库。"),
    (r"(\d+) projects are part of it", "有 {0} 个项目属于它，请先改动那些项目。"),
    (r"cannot be part of .*: .* is part of it", "不能互相包含：所选项目本身属于这个项目。"),
    (r"is no project of this document", "所属项目不在本文件中。"),
    (r"(\d+) shares for (\d+)", "分县比例有 {0} 个，区县有 {1} 个，应一一对应。"),
    (r"name two parts or more", "至少拆成两个项目，每个都要有名称。"),
    (r"name two items or more", "至少选两个项目才能合并。"),
    (r"its parts (.*) are in the registry", "拆出的 {0} 已在项目库中，请先在库中移出。"),
    (r"(.*) stands for it again; split that", "拆分已撤销，请改为再次拆分“{0}”。"),
    (
        r"an earlier review split or merged it(.*); change that",
        "此前审阅时已拆分或合并{0}，请在项目库中改动。",
    ),
    (r"with what was merged into it", "合并后的项目已在项目库中，请先在库中移出。"),
    (r"split or merged itself later", "其后又拆分或合并过，请先撤销那一次。"),
    (r"part of (.*), which waits", "所属的“{0}”还待定，请先接受它，或一并接受。"),
    (r"(accepted|rejected) already", "这一条已经处理过，请看最新的列表。"),
    (r"a project without a plan needs a note", "没有规划的项目需要来源名称和来源说明。"),
    (r"changed in another window", "草稿已在另一窗口改动，已显示最新内容，请再操作一次。"),
    (r"there is no such draft", "这份草稿已不在，可能已被删除。"),
    (r"is no list of coordinates", "坐标要成对写，如 112.10,28.20；112.31,28.42。"),
    (r"these are degrees, and the system", "写的是经纬度，选的却是平面坐标系：请选经纬度。"),
    (r"these are metres, and the system", "写的是平面坐标（米），选的却是经纬度：请选相应的分带。"),
    (r"the pairs are in both orders", "各点的先后次序不一致，请统一。"),
    (r"no easting and northing", "数值不像该分带的平面坐标：请核对有无漏位。"),
    (r"not in degrees in China or its seas", "不在我国境内，或次序、坐标系不对。"),
    (r"the eastings are of several zones", "各点的带号不同，请写同一分带的坐标。"),
    (
        r"the eastings begin with (\d+), the (\d)-degree zone at (\d+); .*chosen is the "
        r"(\d)-degree zone at (\d+)",
        "东坐标带号 {0}，属 {1} 度带中央经线 {2}°；所选的却是 {3} 度带中央经线 {4}°。",
    ),
    (r"is no angle", "度分秒写得不对：分、秒须小于 60，如 113°42′00″。"),
    (r"is more than one point", "写了不止一个点：请选「线」或「面」。"),
    (r"a line has two points or more", "线至少要两个点。"),
    (r"an area's ring has three points", "面至少要三个点。"),
    (r"locked|busy", "项目库正被其他程序写入，请稍后再试。"),
    (r"keeps its history only since ([\dT:-]+)", "项目库的历史从 {0}（UTC）开始，请选更晚的时刻。"),
)
