# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of accounts."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

import fields
from auth.passwords import LONGEST, SHORTEST
from auth.paths import local_path
from auth.words import LONGEST_NAME, one_line
from languages import known, own_name


def line(value: str | None) -> str:
    """Return what was typed into a field of one line, cleaned."""
    return one_line(value or "")


def lines(value: str | None) -> str:
    """Return what was typed into a field of several lines, each cleaned."""
    return "\n".join(one_line(text) for text in (value or "").splitlines()).strip()


class Form(fields.Form):
    """A form whose fields of text are cleaned: what cannot be shown is gone before anything looks at it."""

    class Meta(fields.Form.Meta):
        """How fields are bound."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Give fields of text their filter, except passwords and those that have one."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                unbound_field.kwargs.setdefault("filters", [lines if issubclass(kind, TextAreaField) else line])
            return unbound_field.bind(form=form, **options)


def _path(value: Any) -> str:
    """Return a path of this site to go back to, or nothing: no hidden field carries anything else."""
    return "" if local_path(value) == "/" else local_path(value)


def _key(value: Any) -> str:
    """Return the key of an errand, or nothing."""
    return value if isinstance(value, str) and re.fullmatch(r"[\w-]{1,43}", value, re.ASCII) else ""


def _password(label: Any) -> PasswordField:
    return PasswordField(label, [InputRequired(_("Scrivi la password.")), Length(max=LONGEST * 4)])


def _new_password(label: Any) -> PasswordField:
    hint = _(
        "Almeno %(least)s caratteri. Va bene anche una frase che ricordi solo tu; puoi incollarla.", least=SHORTEST
    )
    return PasswordField(label, [InputRequired(_("Scrivi una password."))], description=hint)


def _email() -> EmailField:
    wanted = [InputRequired(_("Scrivi il tuo indirizzo e-mail.")), Length(max=254)]
    return EmailField(_("Indirizzo e-mail"), wanted)


class _WithErrand(Form):
    """A form that remembers where the person was going."""

    next = HiddenField(filters=[_path])
    errand = HiddenField(filters=[_key])


class SignInForm(_WithErrand):
    """Sign in."""

    email = _email()
    password = _password(_("Password"))


class SignUpForm(_WithErrand):
    """Open an account."""

    name = StringField(
        _("Nome e cognome"),
        [InputRequired(_("Scrivi il tuo nome.")), Length(max=LONGEST_NAME * 4)],
        description=_("Appare accanto a quello che scrivi."),
    )
    email = _email()
    password = _new_password(_("Password"))
    privacy = BooleanField(
        _("Ho letto l’informativa privacy"),
        [InputRequired(_("Per creare un account devi leggere l’informativa privacy e segnare la casella."))],
    )


class ConfirmForm(_WithErrand):
    """Confirm an address with the password just chosen."""

    password = _password(_("Password"))


class ForgotForm(Form):
    """Ask for a link to choose a new password."""

    email = _email()


class ResetForm(Form):
    """Choose a new password."""

    password = _new_password(_("Nuova password"))


class PasswordForm(Form):
    """Change one's password."""

    present = _password(_("Password attuale"))
    password = _new_password(_("Nuova password"))


class AccountForm(Form):
    """Change one's name and language."""

    name = StringField(
        _("Nome e cognome"),
        [InputRequired(_("Scrivi il tuo nome.")), Length(max=LONGEST_NAME * 4)],
        description=_("Appare accanto a quello che scrivi."),
    )
    language = RadioField(
        _("Lingua dei messaggi e-mail"), choices=lambda: [SelectChoice(code, own_name(code)) for code in known()]
    )


class AddressForm(Form):
    """Ask for another address."""

    email = EmailField(_("Nuovo indirizzo e-mail"), [InputRequired(_("Scrivi il nuovo indirizzo.")), Length(max=254)])
    password = _password(_("Password"))


class EraseForm(Form):
    """Erase one's own account."""

    password = _password(_("Password"))


class EraseOtherForm(Form):
    """Erase somebody's account, as an administrator."""

    reason = TextAreaField(
        _("Motivazione"), [InputRequired(_("Scrivi perché cancelli questo account.")), Length(max=2000)]
    )


class AdministratorForm(Form):
    """Let somebody administer the site."""

    email = EmailField(_("Indirizzo e-mail della persona"), [InputRequired(_("Scrivi l’indirizzo della persona."))])


class MemberForm(Form):
    """Give somebody a role in a process."""

    email = EmailField(_("Indirizzo e-mail della persona"), [InputRequired(_("Scrivi l’indirizzo della persona."))])
    role = RadioField(
        _("Ruolo"),
        [InputRequired(_("Scegli un ruolo."))],
        choices=[
            SelectChoice("staff", _("Staff: scrive e pubblica le proposte")),
            SelectChoice("moderator", _("Moderazione: decide le modifiche, modera i commenti")),
            SelectChoice("participant", _("Partecipante: entra anche se il processo è riservato")),
        ],
    )


class SiteForm(Form):
    """What is known of the body that runs the site; its names are those of `SiteData`."""

    name = StringField(
        _("Nome della piattaforma o dell’ente"),
        [InputRequired(_("Scrivi il nome dell’ente o della piattaforma."))],
        description=_("Sta in testa a ogni pagina, ad esempio «Comune di Prato partecipa»."),
    )
    tagline = StringField(_("Motto"), description=_("Una riga sotto il nome."))
    parent_name = StringField(_("Ente di appartenenza"), description=_("Ad esempio la regione o il ministero."))
    parent_url = URLField(_("Sito dell’ente di appartenenza"))
    address = StringField(_("Indirizzo della sede"))
    email = EmailField(_("E-mail per i cittadini"))
    pec = EmailField(_("PEC"))
    phone = StringField(_("Telefono"))
    tax_code = StringField(_("Codice fiscale o partita IVA"))
    mail_url = StringField(
        _("Server di posta in uscita"),
        description=_(
            "Ad esempio smtp://utente:password@posta.ente.it:587. "
            "Se lo lasci vuoto, i messaggi restano in una cartella."
        ),
    )
    mail_sender = EmailField(_("Mittente dei messaggi"))
    accessibility_url = URLField(
        _("Dichiarazione di accessibilità"), description=_("Il link alla dichiarazione sul sito di AgID.")
    )
    privacy_text = TextAreaField(
        _("Informativa privacy"), description=_("Se la lasci vuota, mostriamo un testo di base con i tuoi recapiti.")
    )
    legal_notes = TextAreaField(
        _("Note legali"), description=_("Se le lasci vuote, mostriamo un testo di base con i tuoi recapiti.")
    )
