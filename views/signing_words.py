"""The words about who is signed in, in Chinese and in English (see i18n)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SIGNING_TEXTS"]

SIGNING_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "who_is": ("已登录：{name}（{role}）", "Signed in: {name} ({role})"),
        "who_nobody": ("未登录，只读", "Not signed in: read only"),
        "who_off": ("只读：编辑未开启", "Read only: editing is off"),
        "who_role_reader": ("只读", "reader"),
        "who_role_editor": ("编辑", "editor"),
        "who_role_admin": ("管理员", "admin"),
        "who_in": ("登录", "Sign in"),
        "who_out": ("退出", "Sign out"),
        "who_name": ("用户名", "Name"),
        "who_passphrase": ("口令", "Passphrase"),
        "who_provider": ("用单位账号登录", "Sign in with the office's account"),
        "who_how": ("如何开启", "How to turn it on"),
        "who_how_text": (
            "本机还没有可以编辑的用户。在服务器的终端运行下面一行，再刷新本页：",
            "Nobody may edit here yet. Run this line in a terminal of the server, then reload:",
        ),
        "who_no_role": (
            "{name} 的账号在本系统没有角色，只能查看。请管理员在 LUOTU_ROLES 中加入该地址。",
            "The account of {name} has no role here and may only look. Ask an administrator to "
            "add the address to LUOTU_ROLES.",
        ),
        "who_unverified": (
            "{name} 的地址未经单位账号服务核实（email_verified），只能查看。请管理员处理。",
            "The provider does not vouch for the address {name} (email_verified), which may only "
            "look. Ask an administrator.",
        ),
        "who_provider_unset": (
            "单位账号登录尚未配置好：请管理员检查服务器上的 .streamlit/secrets.toml。",
            "Signing in with the office's account is not set up: ask an administrator to look at "
            ".streamlit/secrets.toml on the server.",
        ),
        "who_provider_down": (
            "暂时连不上单位账号服务，没有登录。请稍后再试，或告诉管理员。",
            "The office's account service cannot be reached; nobody was signed in. Try again "
            "later, or tell an administrator.",
        ),
        "who_provider_refused": (
            "单位账号登录没有完成。请再试一次；还不行请告诉管理员。",
            "The sign-in with the office's account was not completed. Try again, or tell an "
            "administrator.",
        ),
        "who_wrong": ("用户名或口令不对。", "Name or passphrase is wrong."),
        "who_wait": (
            "失败次数过多，请 {seconds} 秒后再试（{clock} 之后）。",
            "Too many failed tries; try again in {seconds} seconds (after {clock}, Beijing time).",
        ),
        "who_wait_over": ("现在可以再试了。", "You may try again now."),
        "who_busy": (
            "此刻登录的人太多，请过几秒再试。",
            "Too many sign in at this moment; try again in a few seconds.",
        ),
        "who_ended": (
            "因长时间未操作，登录已结束，请重新登录。草稿仍在。",
            "Nothing was done for a while, so the sign-in has ended; sign in again. Drafts are "
            "kept.",
        ),
        "add_closed": (
            "登录因长时间未操作已结束，刚才的审阅已保存为草稿：重新登录后在「我的草稿」中打开。",
            "Nothing was done for a while, so the sign-in has ended. The review is kept: sign in "
            "again and open it among your drafts.",
        ),
        "add_draft_waits": (
            "链接中的草稿不属于未登录的访客（或已删除）：登录后，如属于您，会自动打开。",
            "The draft of this link is not a visitor's, or gone: sign in, and it opens if it is "
            "yours.",
        ),
        "who_gone": (
            "登录已失效（口令已更换或用户已移除），请重新登录。",
            "The sign-in is not valid any more (another passphrase, or the user was removed); sign "
            "in again.",
        ),
        "who_needed": (
            "登录并具有编辑角色后，才能改动项目库。",
            "Changing the registry needs a sign-in with the role editor.",
        ),
    }
)
