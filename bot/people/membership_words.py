"""People and invitations, as IMPLAN administers them, and the invitation link to pass on."""

from bot.buttons.people import AdminDialogue, PagedList
from bot.people.list_words import deed_button, list_keyboard, page_of, turns_of
from domain.kit.access import Role
from domain.people.administration import Invited, Member
from domain.people.membership_messages import (
    InvitationKept,
    InvitationLink,
    InvitationReady,
    InvitationWithdrawn,
    PeopleList,
    RoleKept,
    RoleTaken,
)
from texts.kit.formats import LONGEST_NAME, day, escape, joined, long_day, shorten
from texts.kit.rendering import Message
from texts.kit.wording import words
from texts.people.welcome import ROLE_WORDS

SHORT_NAME = 40


@words(InvitationReady)
def invitation_ready(told: InvitationReady) -> Message:
    forward = f"Reenvíe el mensaje siguiente a {escape(shorten(told.name, LONGEST_NAME))}."
    lines = [
        f"{forward} Sirve una vez, hasta el {long_day(told.until_on)}.",
        f"Entra como {role_of(told.role, told.unit_code, is_suplente=told.is_suplente)}.",
    ]
    if told.replaced:
        lines.append(_replaced(told))
    withdraw = deed_button("Retirar invitación", AdminDialogue.WITHDRAW, told.unit_code)
    return Message("\n".join(lines), () if told.is_relevo else ((withdraw,),))


@words(InvitationLink)
def invitation_link(told: InvitationLink) -> Message:
    unit = f" {shorten(told.unit_name, LONGEST_NAME)}" if told.unit_name else ""
    role = role_of(told.role, told.unit_code, is_suplente=told.is_suplente)
    leaver = escape(shorten(told.leaver, LONGEST_NAME))
    who = f"{leaver} le deja su lugar en" if told.leaver else "El IMPLAN le invita a"
    how = f"Abra este enlace y toque Iniciar:\nhttps://t.me/{escape(told.bot)}?start={escape(told.code)}"
    if not told.bot:
        how = f"Escriba a Puntual en Telegram:\n<code>/start {escape(told.code)}</code>"
    return Message(
        f"Hola, {escape(shorten(told.name, LONGEST_NAME))}. {who} Puntual, el bot de los "
        f"informes trimestrales, como {role}{escape(unit)}.\n\n{how}\n\n"
        f"Sirve una sola vez, hasta el {long_day(told.until_on)}."
    )


@words(PeopleList)
def people_list(told: PeopleList) -> Message:
    title = f"Personas de {told.unit_code}" if told.unit_code else "Personas de todas las UR"
    lines = [_member(each) for each in told.members]
    lines += [_invited(each) for each in told.invited]
    shown = page_of(lines, told.page) or ["No hay nadie todavía. Toque Invitar."]
    keys = [
        deed_button("Invitar", AdminDialogue.INVITE),
        deed_button("Revocar", AdminDialogue.REVOKE, told.unit_code),
    ]
    if told.invited:
        keys.append(deed_button("Retirar invitación", AdminDialogue.WITHDRAW, told.unit_code))
    turns = turns_of(PagedList.PEOPLE, told.unit_code, told.page, len(lines))
    return Message("\n".join([f"<b>{escape(title)}</b>", *shown]), list_keyboard(keys, turns))


@words(RoleTaken)
def role_taken(told: RoleTaken) -> Message:
    name = escape(shorten(told.name, LONGEST_NAME))
    role = role_of(told.role, told.unit_code)
    rest = "Conserva sus otras funciones." if told.has_others else "Ya no puede ver ni capturar nada."
    link = " Su invitación pendiente tampoco sirve ya." if told.had_invitation else ""
    return Message(f"{name} dejó de ser {role}. {rest}{link}")


@words(InvitationWithdrawn)
def invitation_withdrawn(told: InvitationWithdrawn) -> Message:
    name = escape(shorten(told.name, LONGEST_NAME))
    role = role_of(told.role, told.unit_code, is_suplente=told.is_suplente)
    text = f"La invitación de {name} ya no sirve. Era para entrar como {role}."
    if not told.leaver:
        return Message(text)
    return Message(f"{text}\nEra un relevo: {escape(shorten(told.leaver, LONGEST_NAME))} sigue en su lugar.")


@words(InvitationKept)
def invitation_kept(told: InvitationKept) -> Message:
    if told.is_none:
        return Message("Nadie tiene una invitación sin usar. La lista de todos: /personas")
    if told.is_gone:
        return Message("Esa invitación ya se usó, venció o se retiró. Para ver las que siguen: /personas")
    return Message("No cambió nada: la invitación sigue vigente.")


@words(RoleKept)
def role_kept(_: RoleKept) -> Message:
    return Message("No cambió nada: todas las personas siguen como estaban.")


def role_of(role: Role, unit_code: str = "", *, is_suplente: bool = False) -> str:
    word = "enlace suplente" if is_suplente else ROLE_WORDS[role]
    return escape(f"{word} de {unit_code}" if unit_code else word)


def _member(member: Member) -> str:
    role = role_of(member.role, member.unit_code, is_suplente=member.is_suplente)
    if member.unreachable_since is not None:
        seen = "🔕 no recibe mensajes"
    elif member.last_seen_at is not None:
        seen = f"escribió el {day(member.last_seen_at.date())}"
    else:
        seen = "no ha escrito"
    return f"• {escape(shorten(member.name, SHORT_NAME))} — {role} · {seen}"


def _invited(invited: Invited) -> str:
    role = role_of(invited.role, invited.unit_code, is_suplente=invited.is_suplente)
    until = day(invited.expires_at.date())
    place = f" · toma el lugar de {escape(shorten(invited.leaver, SHORT_NAME))}" if invited.leaver else ""
    return f"• {escape(shorten(invited.name, SHORT_NAME))} — {role} · invitación hasta el {until}{place}"


def _replaced(told: InvitationReady) -> str:
    others = [each for each in told.replaced if each != told.name]
    if not others:
        return "La invitación anterior para esta persona ya no sirve."
    return f"La invitación de {escape(joined([shorten(each, SHORT_NAME) for each in others]))} ya no sirve."
