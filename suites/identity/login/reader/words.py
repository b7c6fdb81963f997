"""What is written on buttons, and how the fields for a name are called, in the languages of most products."""

from __future__ import annotations

import re
from enum import StrEnum

from .pages import Button, Field, Form


class Purpose(StrEnum):
    """What a person wants of the pages: the same words mean yes on one and no on the other."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"


_ENTER = r"sign[ _-]?in|log[ _-]?in|anmelden|connexion|se connecter|iniciar sesión|登录|登入|ログイン"
_LEAVE = r"sign[ _-]?out|log[ _-]?out|abmelden|déconnexion|cerrar sesión|退出|登出|注销|ログアウト"
_AGREE = (
    r"allow|accept|agree|authori[sz]e|approve|consent|continue|confirm|grant|yes|ok|submit|next|proceed|verify|true"
    r"|zustimmen|erlauben|weiter|autoriser|accepter|continuer|permitir|aceptar|continuar"
    r"|同意|允许|授权|确认|确定|继续|下一步|提交|是|許可|次へ"
)
_REFUSE = (
    r"deny|decline|reject|refuse|cancel|abort|disagree|disallow|don't allow|do not allow|no|not now|back|stay|false"
    r"|register|sign[ _-]?up|create|forgot|reset|switch|another|different|help"
    r"|ablehnen|abbrechen|refuser|annuler|denegar|cancelar"
    r"|不同意|拒绝|取消|返回|注册|忘记|不允许|否|拒否|キャンセル"
)


def _words(*alternatives: str) -> re.Pattern[str]:
    """Any of the words, between other letters only where words are not separated."""
    return re.compile(rf"(?<![a-z])(?:{'|'.join(alternatives)})(?![a-z])")


_YES = {Purpose.SIGN_IN: _words(_ENTER, _AGREE), Purpose.SIGN_OUT: _words(_LEAVE, _AGREE)}
_NO = {Purpose.SIGN_IN: _words(_LEAVE, _REFUSE), Purpose.SIGN_OUT: _words(_REFUSE)}
_ELSEWHERE = _words("with|via|using")
_NAMES = re.compile(
    "(user|account)(id|name)?|usr|uname|log(in|on)(id|name|fmt)?|e?mail(address)?|identifier|sub(ject)?|uid|handle|phone"
    "|jusername|idtokenusername"
)
_AGREEING, _REFUSING = 2, -1


def leaning(button: Button, purpose: Purpose) -> int:
    """How much a button is the one to press: negative for one that refuses.

    What a person reads decides; only a button without text is known by its name and value.
    """
    for text in (button.text, button.value, button.name):
        told = text.strip().lower().replace("_", " ")
        if told and _NO[purpose].search(told):
            return _REFUSING
        if told and _YES[purpose].search(told):
            # "Continue with ..." leads to another provider, where there is a plain one.
            return _AGREEING - int(_ELSEWHERE.search(told) is not None)
    return 0


def best_button(form: Form, purpose: Purpose) -> tuple[int, Button | None]:
    """The button to press, and how much; (0, None) for a form without buttons, negative where all refuse."""
    ranked = [(leaning(each, purpose), each) for each in form.buttons]
    return max(ranked, key=lambda each: each[0]) if ranked else (0, None)


def is_name(field: Field) -> bool:
    """Whether the field is for the name of an account, by its own name or its type."""
    called = re.sub("[^a-z]", "", field.name.lower())
    return field.typed and (_NAMES.fullmatch(called) is not None or field.type == "email")
