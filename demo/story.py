# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens in the demo: everything is done by the real actions, so every page has something true to show."""

from collections.abc import Iterable
from datetime import date, timedelta

from amendments.decisions.actions import Act, Ruling, decide
from amendments.desk.actions import Wish, stage
from amendments.desk.queries import desk_of
from amendments.documents.actions import close, conclude, correct
from amendments.models import Document
from amendments.request_models import Amendment
from amendments.requests.actions import changes_of, enter, propose, revise, withdraw
from amendments.support.actions import support, support_amendment
from comments.actions import compose, post, reply
from comments.anchors import choose
from comments.models import Comment
from db import now, transaction
from demo.files import attach_all
from demo.meetings import hold_meetings, import_meetings
from demo.news import tell_news
from demo.office import gather_request, grow_proposal, handle, keep_reasons
from demo.offices import describe_bodies
from demo.paths import write_path
from demo.people import Cast, appoint, create_people
from demo.sheets import correct_sheet, describe_call, suggest_process, write_sheet
from demo.texts import CAMAIORE, DESCRIPTIONS, PACTS, PACTS_HEADINGS, PLAN, PLAN_PARTS, Action
from journal import fingerprints
from languages import today
from processes.actions import HEADINGS, Sheet, create
from processes.calendar import start_of
from processes.models import Process
from processes.phases.actions import Period, add_phase
from processes.plan.actions import add_part
from proposals.actions import Place, publish
from proposals.draft_actions import draft, save
from redline.paragraphs import paragraphs

PROMISED = 10  # days within which the demo's processes promise an answer
THRESHOLD = 5  # supports that a proposal of the demo should reach


def load() -> None:
    """Write all demo content into an empty database."""
    with transaction():
        cast = create_people()
    describe_bodies(cast)
    plan = _process(cast, "piano-formazione", "Piano della formazione alla partecipazione", "piano", HEADINGS)
    documents = _publish_all(cast, plan, PLAN_PARTS, PLAN)
    keep_reasons(cast, plan)
    _tell_groups(cast, documents["5.2"], _action("5.2"))
    _tell_writing(cast, documents["4.1"], _action("4.1"))
    _stage(cast, documents["4.1"])
    _tell_tables(cast, documents["2.2"], _action("2.2"))
    _tell_others(cast, documents)
    _leave_draft(cast, plan)
    gather_request(cast, documents["2.2"])
    attach_all(cast, plan, documents["5.2"])
    for slug, title, key, actions in (
        ("patti-collaborazione", "Patti per l’amministrazione condivisa", "patti", PACTS),
        ("camaiore-partecipa", "La partecipazione come pratica permanente", "camaiore", CAMAIORE),
    ):
        process = _process(cast, slug, title, key, PACTS_HEADINGS)
        if key == "patti":
            hold_meetings(cast, process)
        else:
            import_meetings(cast, process)
        write_sheet(cast, process, key)
        if key == "patti":
            correct_sheet(cast, process)
        _publish_all(cast, process, {"": ""}, actions)
    describe_call(cast)
    suggest_process()
    with transaction():
        fingerprints.publish()


def _process(cast: Cast, slug: str, title: str, key: str, headings: Iterable[str]) -> Process:
    ines, day = cast["ines"], today()
    sheet = Sheet(
        slug=slug,
        title=title,
        prefix=key[:3],
        description=DESCRIPTIONS[key],
        headings=list(headings),
        answer_days=PROMISED,
        support_threshold=THRESHOLD,
    )
    opened = {"proposing": True, "amending": True, "supporting": True, "commenting": True}
    with transaction():
        process = create(sheet, by=ines)
        appoint(cast, process)
        left = 10 if key == "camaiore" else 60  # days: one process closes soon
        begun, end = start_of(day - timedelta(days=20)), start_of(day + timedelta(days=left))
        add_phase(process, Period("Proposte e modifiche", begun, end, **opened), by=ines)
        final = Period("Esame e adozione", end, start_of(day + timedelta(days=120)), commenting=True)
        add_phase(process, final, by=ines)
    write_path(cast, process, key)
    tell_news(cast, process, key)
    return process


def _publish_all(cast: Cast, process: Process, parts: dict[str, str], actions: Iterable[Action]) -> dict[str, Document]:
    bruno, made, ids = cast["bruno"], {}, {}
    for number, title in parts.items():
        if number:
            with transaction():
                ids[number] = add_part(process, number, title, by=bruno).id
    for action in actions:
        with transaction():
            proposal = draft(process, action.text, by=bruno)
        with transaction():
            original = ("par-PROP-2022-05-3343", date(2022, 6, 20)) if action.number == "5.2" else ("", None)
            place = Place(ids.get(action.number.partition(".")[0]), action.number, original[1], original[0])
            publish(proposal, place, by=bruno, seen=proposal.last_save)
        made[action.number] = proposal.document
    return made


def _action(number: str) -> Action:
    return next(action for action in PLAN if action.number == number)


def _ask(cast: Cast, who: str, document: Document, text: str, reason: str, base: int | None = None) -> Amendment:
    with transaction():
        return propose(document, text, by=cast[who], base=base or document.version, reason=reason)


def _rule(cast: Cast, amendment: Amendment, outcome: str, reason: str = "", act: Act | None = None) -> None:
    with transaction():
        rulings = [Ruling(row.number, outcome, reason) for row in changes_of(amendment, amendment.revision)]
        seen = amendment.document.version
        decide(
            amendment,
            rulings,
            by=cast["mara"],
            seen_version=seen,
            seen_revision=amendment.revision,
            act=act,
        )


def _stage(cast: Cast, document: Document) -> None:
    """The desk of action 4.1: two moderators prepared three requests; one is ready, two cannot stand together."""
    first, second, *others = desk_of(document).open
    ready = next(one for one in others if one.amendment.author_name)
    with transaction():
        for one, who in ((first, "mara"), (second, "mino"), (ready, "mara")):
            wishes = [Wish(number, "accepted") for number in sorted(one.numbers)]
            stage(one.amendment, wishes, by=cast[who], seen_revision=one.amendment.revision)


def _support(cast: Cast, document: Document, names: str) -> None:
    for name in names.split():
        with transaction():
            support(document, by=cast[name])


def _tell_groups(cast: Cast, document: Document, action: Action) -> None:
    """Action 5.2: three amendments on one base, all accepted; corrections up to version 7; a talk beside it."""
    first = action.sections[0].replace(
        "partendo dalla propria amministrazione",
        "partendo dalla propria amministrazione (mappando e coinvolgendo nella formazione i colleghi di più settori)",
    )
    second = action.sections[0] + " Dare i primi elementi per condurre riunioni facilitate nei piccoli Enti Locali."
    third = "Personale delle amministrazioni del territorio regionale, con attenzione ai piccoli Comuni e alle Unioni, "
    asked = [
        _ask(cast, "ada", document, action.with_sections(obiettivo=first), "I colleghi vanno coinvolti da subito.", 1),
        _ask(cast, "nora", document, action.with_sections(obiettivo=second), "Serve anche a chi comincia.", 1),
        _ask(
            cast,
            "livia",
            document,
            action.with_sections(destinatari=third + "comunità di pratiche partecipative."),
            "I piccoli enti rischiano di restare fuori.",
            1,
        ),
    ]
    with transaction():
        support_amendment(asked[0], by=cast["sami"])
    for amendment in asked:
        _rule(cast, amendment, "accepted")
    _support(cast, document, "elio zoe")  # they support words that will change
    _comment_passages(cast, document)
    _correct(
        cast, document, "Scambio di esperienze", "Scambio di buone prassi", "Si usa la parola del resto del piano."
    )
    old, new = " della comunità di pratiche. Scambio", ", con un gruppo di aiuto sulla piattaforma. Scambio"
    _correct(cast, document, old, new, "Il gruppo c’è già: la comunità di pratiche nascerà dopo.")
    _correct(cast, document, "\n2024", "\nEntro il 2024", "La data era incompleta.")
    _support(cast, document, "ada sami livia teo")
    _comment(
        cast,
        "elio",
        document,
        "Si potrebbe partire dallo studio dei gruppi tra direzioni che la Regione ha già creato con delibera: "
        "capire come funzionano aiuta a vedere dove i principi della partecipazione possono essere utili.",
    )
    asked_about = _comment(cast, "sami", document, "Quali strumenti userà il gruppo di aiuto?")
    with transaction():
        reply(asked_about, compose("Un forum e un incontro online al mese."), by=cast["bruno"])


def _comment_passages(cast: Cast, document: Document) -> None:
    """Comment three passages of action 5.2: later corrections leave one as it is, edit one and remove one."""
    paragraph = next(p for p in paragraphs(document.text) if p.words.startswith("Laboratori"))
    for who, passage, words in (
        ("sami", "Laboratori di coprogettazione in presenza", "Si possono fare anche nei piccoli comuni?"),
        ("zoe", "Scambio di esperienze tra enti", "Contano più le prassi riuscite che i racconti."),
        ("teo", "comunità di pratiche", "Questa comunità non c’è ancora: chi la convoca?"),
    ):
        with transaction():
            chosen = choose(document, document.version, paragraph.number, passage)
            post(document, compose(words), by=cast[who], passage=chosen)


def _comment(cast: Cast, who: str, document: Document, words: str) -> Comment:
    with transaction():
        return post(document, compose(words), by=cast[who])


def _correct(cast: Cast, document: Document, old: str, new: str, reason: str) -> None:
    with transaction():
        correct(document, document.text.replace(old, new, 1), by=cast["bruno"], base=document.version, reason=reason)


def _tell_writing(cast: Cast, document: Document, action: Action) -> None:
    """Action 4.1: one request accepted for a committee, one rejected; pending: two that clash with each other, one with
    what was accepted, one that came by certified mail, and more that ask for the same or for something else."""
    accepted = action.with_sections(destinatari="Chi modera processi partecipativi e chi li organizza.")
    act = Act(organ="Comitato tecnico", sitting=now().date() - timedelta(days=2), act="verbale n. 4")
    _rule(cast, _ask(cast, "zoe", document, accepted, "Anche chi organizza ne ha bisogno.", 1), "accepted", "", act)
    rejected = action.with_sections(modalita="Un corso registrato, senza esercitazioni.")
    reason = "Le esercitazioni sono la parte che chi ha partecipato ha trovato più utile."
    _rule(cast, _ask(cast, "teo", document, rejected, "Costa meno.", 1), "rejected", reason)
    _ask(cast, "ada", document, action.with_sections(tempi="Entro il 30 giugno."), "Serve prima dell’estate.", 1)
    slower = action.with_sections(tempi="Entro due anni.")
    pending = _ask(cast, "sami", document, slower, "Meglio senza fretta.", 1)
    with transaction():
        support_amendment(pending, by=cast["livia"])
    with transaction():
        wanted = slower.replace("# Scrivere insieme online", "# Scrivere testi insieme online", 1)
        revise(pending, wanted, by=cast["sami"], seen=1, reason="Chiarisco anche il titolo.")
    beginners = action.with_sections(destinatari="Chi modera processi partecipativi, anche per la prima volta.")
    unclear = _ask(cast, "elio", document, beginners, "Anche chi comincia può imparare.", 1)
    handle(cast, pending, unclear)
    with transaction():
        enter(
            document,
            document.text.replace("ogni gruppo porta un testo", "ogni gruppo porta un testo vero del proprio ente", 1),
            by=cast["bruno"],
            base=document.version,
            reason="Lavorare su testi veri fa capire le difficoltà.",
            author_name="Associazione Terra di Mezzo",
            channel="pec",
            received_on=now().date() - timedelta(days=PROMISED + 2),
        )
    _agree_and_compete(cast, document, action)
    _support(cast, document, "ada zoe")


def _agree_and_compete(cast: Cast, document: Document, action: Action) -> None:
    """Let more people ask for the same words: two as others do, one what was accepted already, one against them."""
    sooner = action.with_sections(tempi="Entro il 30 giugno.")
    _ask(cast, "nora", document, sooner, "In estate i gruppi sono fermi.", 1)
    _ask(cast, "teo", document, sooner, "Così i testi sono pronti per l’autunno.", 1)
    organisers = action.with_sections(destinatari="Chi modera processi partecipativi e chi li organizza.")
    _ask(cast, "livia", document, organisers, "Chi organizza decide i tempi: deve esserci.", 1)
    later = document.text.replace("Entro l’anno.", "Da settembre a dicembre.", 1)
    _ask(cast, "zoe", document, later, "Serve il tempo di raccogliere i testi.")


def _tell_tables(cast: Cast, document: Document, action: Action) -> None:
    """Action 2.2: a request accepted with changes, and one withdrawn by its author."""
    wanted = action.with_sections(tempi="Settembre e ottobre, nei fine settimana.")
    amendment = _ask(cast, "livia", document, wanted, "Chi lavora può venire solo allora.", 1)
    with transaction():
        rulings = [
            Ruling(row.number, "accepted", "I fine settimana non si possono garantire.")
            for row in changes_of(amendment, 1)
        ]
        edited = action.with_sections(tempi="Settembre e ottobre, anche la sera.")
        decide(amendment, rulings, by=cast["mino"], seen_version=1, seen_revision=1, edited=edited)
    other = _ask(cast, "teo", document, document.text + "\n\nCon attestato finale.", "Può servire per il curriculum.")
    with transaction():
        withdraw(other, by=cast["teo"])
    wish = "Chi ha seguito il corso insegna ai colleghi, con l’aiuto di una persona esperta, per un anno."
    grow_proposal(cast, document, document.text + f"\n\n{wish}")
    _support(cast, document, "elio zoe sami")
    _comment(cast, "zoe", document, "Finalmente un’azione sui **dissensi**: di solito si nascondono.")


def _tell_others(cast: Cast, documents: dict[str, Document]) -> None:
    """Other actions: support, one adopted, one closed, a request by a body."""
    _support(cast, documents["1.1"], "ada sami zoe elio livia")
    _support(cast, documents["5.10"], "teo")
    with transaction():
        conclude(documents["1.1"], by=cast["bruno"], adopted=True, reason="Deliberazione di Giunta n. 12.")
    with transaction():
        close(documents["3.1"], by=cast["bruno"])
    wanted = documents["5.9"].text.replace("Passeggiate", "Passeggiate di quartiere", 1)
    with transaction():
        body = cast.bodies[0]
        propose(documents["5.9"], wanted, by=cast["nora"], base=1, reason="È più preciso.", body_id=body.id)


def _leave_draft(cast: Cast, process: Process) -> None:
    with transaction():
        text = Action("5.11", "Parole semplici negli atti", ("Scrivere atti che si capiscono.", "", "", "")).text
        proposal = draft(process, text, by=cast["bruno"])
    with transaction():
        save(proposal, text + "\n\nDa completare.", by=cast["bruno"], base=1)
    with transaction():  # nearly the same as what is published already
        near = _action("4.1").with_sections(tempi="In primavera.")
        draft(process, near.replace("# Scrivere insieme online", "# Scrivere a più mani", 1), by=cast["bruno"])
