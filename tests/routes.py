# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who gets what: every route, every deed of the permissions table, and every action, in a world where all is open.

Add a line here when you add a route, a deed or an action: `tests/test_permissions.py` fails until you do. The
roles are those of the cast: a visitor, Zoe who takes part, Ada who wrote the amendment and the comment, Bruno of
the staff, Mara who moderates, Ines who administers the site.
"""

ROLES = ("visitor", "participant", "author", "staff", "moderator", "administrator")

EVERYONE = frozenset(ROLES)
SIGNED_IN = EVERYONE - {"visitor"}
STAFF = frozenset({"staff"})
MODERATOR = frozenset({"moderator"})
ADMINISTRATOR = frozenset({"administrator"})
AUTHOR = frozenset({"author"})

# Which thing `<id>` names: by endpoint, else by the package before the dot.
IDS = {
    "amendments": "document",
    "history": "document",
    "proposals": "document",
    "comments": "comment",
    "comments.index": "document",
    "comments.post": "document",
    "comments.passage": "document",
    "proposals.draft": "draft",
    "proposals.coauthors": "draft",
    "proposals.preview": "draft",
    "proposals.saves": "draft",
    "proposals.save": "draft",
    "proposals.publish": "draft",
    "processes.edit_part": "part",
    "processes.move_part": "part",
    "processes.edit_phase": "phase",
    "processes.remove_phase": "phase",
    "processes.remove_member": "member",
    "processes.withdraw_invitation": "invitation",
    "amendments.edit_canned": "canned",
    "amendments.remove_canned": "canned",
    "auth.erase_other": "user",
    "auth.dismiss_administrator": "user",
    "auth.entrust": "body",
    "auth.dismiss": "mandate",
}
# What the other names in addresses stand for.
NAMES = {"slug": "piano", "number": 1, "old": 1, "new": 2, "revision": 1, "token": "forged", "filename": "robots.txt"}
NAMES |= {"point": 1}

# What every form is sent with: enough to get past the fields, to where it is asked who may.
FILLED = {"email": "zoe@example.org", "name": "Eva", "text": "# Titolo\n\nTesto.", "reason": "Serve.", "role": "staff"}

# Who may use a route, with whatever method; a name such as "comments.post POST" speaks of one method only.
ROUTES = {
    # people
    "auth.sign_in": EVERYONE,
    "auth.sign_out": EVERYONE,
    "auth.sign_up": EVERYONE,
    "auth.sent": EVERYONE,
    "auth.confirm": EVERYONE,
    "auth.forgot": EVERYONE,
    "auth.reset": EVERYONE,
    "auth.errand": EVERYONE,
    "auth.privacy": EVERYONE,
    "auth.legal": EVERYONE,
    "auth.accessibility": EVERYONE,
    "auth.roles": EVERYONE,
    "auth.account": SIGNED_IN,
    "auth.password": SIGNED_IN,
    "auth.address": SIGNED_IN,
    "auth.confirm_address": EVERYONE,
    "auth.erase": SIGNED_IN,
    "auth.erased": EVERYONE,
    "auth.accounts": ADMINISTRATOR,
    "auth.erase_other": ADMINISTRATOR,
    "auth.bodies": ADMINISTRATOR,
    "auth.entrust": ADMINISTRATOR,
    "auth.dismiss": ADMINISTRATOR,
    "auth.change_site": ADMINISTRATOR,
    "auth.administrators": ADMINISTRATOR,
    "auth.dismiss_administrator": ADMINISTRATOR,
    # machines that watch; the tests call from the machine itself
    "journal.health": EVERYONE,
    "journal.metrics": EVERYONE,
    # what was published of the record
    "fingerprints.index": EVERYONE,
    "fingerprints.listed": EVERYONE,
    "fingerprints.feed": EVERYONE,
    "fingerprints.whole": EVERYONE,
    "fingerprints.script": EVERYONE,
    "static": EVERYONE,
    # processes and their plan
    "processes.home": EVERYONE,
    "processes.show": EVERYONE,
    "processes.plan": EVERYONE,
    "processes.setup": EVERYONE,
    "history.process": EVERYONE,
    "processes.new": ADMINISTRATOR,
    "processes.edit": STAFF | ADMINISTRATOR,
    "processes.parts": STAFF | ADMINISTRATOR,
    "processes.edit_part": STAFF | ADMINISTRATOR,
    "processes.move_part": STAFF | ADMINISTRATOR,
    "processes.phases": STAFF | ADMINISTRATOR,
    "processes.new_phase": STAFF | ADMINISTRATOR,
    "processes.edit_phase": STAFF | ADMINISTRATOR,
    "processes.remove_phase": STAFF | ADMINISTRATOR,
    "processes.people": STAFF | ADMINISTRATOR,
    "processes.remove_member": STAFF | ADMINISTRATOR,
    "processes.withdraw_invitation": STAFF | ADMINISTRATOR,
    # proposals
    "proposals.index": EVERYONE,
    "proposals.search": EVERYONE,
    "proposals.show": EVERYONE,
    "proposals.new": STAFF,
    "proposals.drafts": STAFF | ADMINISTRATOR,
    "proposals.draft GET": STAFF | ADMINISTRATOR,
    "proposals.draft POST": STAFF,
    "proposals.coauthors": STAFF,
    "proposals.preview": STAFF | ADMINISTRATOR,
    "proposals.saves": STAFF | ADMINISTRATOR,
    "proposals.save": STAFF | ADMINISTRATOR,
    "proposals.publish": STAFF,
    "proposals.arrange": STAFF,
    "proposals.place": STAFF,
    "proposals.move": STAFF,
    # texts
    "history.document": EVERYONE,
    "amendments.chain": EVERYONE,
    "amendments.versions": EVERYONE,
    "amendments.version": EVERYONE,
    "amendments.authors": EVERYONE,
    "amendments.version_text": EVERYONE,
    "amendments.compare": EVERYONE,
    "amendments.compare_form": EVERYONE,
    "amendments.supporters": EVERYONE,
    "amendments.support": SIGNED_IN,
    "amendments.unsupport": SIGNED_IN,
    "amendments.correct": STAFF,
    "amendments.restore": STAFF,
    "amendments.closing": STAFF,
    "amendments.conclude": STAFF,
    "amendments.withdraw_document": STAFF,
    "amendments.obscure": MODERATOR | ADMINISTRATOR,
    # amendments
    "amendments.amendments": EVERYONE,
    "amendments.contests": EVERYONE,
    "amendments.show": EVERYONE,
    "amendments.revision": EVERYONE,
    "amendments.new": SIGNED_IN,
    "amendments.enter": STAFF,
    "amendments.revise": AUTHOR,
    "amendments.withdraw": AUTHOR,
    "amendments.support_amendment": SIGNED_IN,
    "amendments.unsupport_amendment": SIGNED_IN,
    "amendments.decide": MODERATOR,
    "amendments.moderate": MODERATOR,
    "amendments.desk": MODERATOR,
    "amendments.desk_amendment": MODERATOR,
    "amendments.desk_clash": MODERATOR,
    "amendments.desk_publish": MODERATOR,
    "amendments.undo": MODERATOR,
    "amendments.queue": STAFF | MODERATOR | ADMINISTRATOR,
    "amendments.canned": STAFF | MODERATOR | ADMINISTRATOR,
    "amendments.edit_canned": STAFF | MODERATOR | ADMINISTRATOR,
    "amendments.remove_canned": STAFF | MODERATOR | ADMINISTRATOR,
    # comments
    "comments.index": EVERYONE,
    "comments.history": EVERYONE,
    "comments.own_words": SIGNED_IN,
    "comments.post": SIGNED_IN,
    "comments.passage GET": EVERYONE,  # visitors begin a comment and sign in to send it
    "comments.passage POST": SIGNED_IN,
    "comments.reply GET": EVERYONE,  # visitors begin a reply and sign in to send it
    "comments.reply POST": SIGNED_IN,
    "comments.edit": AUTHOR,
    "comments.delete": AUTHOR,
    "comments.report": SIGNED_IN,
    "comments.moderate": MODERATOR,
    "comments.to_look_at": MODERATOR | ADMINISTRATOR,
}

# The only changing routes that take no token: visitors have no session to steal, see auth/views.py.
WITHOUT_TOKEN = {"auth.errand"}

# Who may do a deed of the permissions table. `drafter` words are Bruno's, who wrote the draft.
DEEDS = {
    "site.set_up": ADMINISTRATOR,
    "site.appoint": ADMINISTRATOR,
    "account.sign_up": EVERYONE,
    "account.change": AUTHOR,  # the account in this world is Ada's
    "account.erase": AUTHOR | ADMINISTRATOR,
    "body.create": ADMINISTRATOR,
    "body.entrust": ADMINISTRATOR,
    "process.see": EVERYONE,
    "process.create": ADMINISTRATOR,
    "process.change": STAFF | ADMINISTRATOR,
    "process.appoint": STAFF | ADMINISTRATOR,
    "process.comments": MODERATOR | ADMINISTRATOR,
    "process.queue": STAFF | MODERATOR | ADMINISTRATOR,
    "process.canned": STAFF | MODERATOR | ADMINISTRATOR,
    "proposal.draft": STAFF,
    "proposal.list_drafts": STAFF | ADMINISTRATOR,
    "proposal.see_draft": STAFF | ADMINISTRATOR,
    "proposal.save": STAFF,
    "proposal.publish": STAFF,
    "proposal.arrange": STAFF,
    "document.correct": STAFF,
    "document.restore": STAFF,
    "document.close": STAFF,
    "document.conclude": STAFF,
    "document.withdraw": STAFF,
    "document.obscure": MODERATOR | ADMINISTRATOR,
    "document.check": EVERYONE,
    "document.desk": MODERATOR,
    "document.undo": MODERATOR,
    "document.support": SIGNED_IN,
    "document.unsupport": SIGNED_IN,
    "amendment.propose": SIGNED_IN,
    "amendment.enter": STAFF,
    "amendment.see": EVERYONE,
    "amendment.revise": AUTHOR,
    "amendment.withdraw": AUTHOR,
    "amendment.support": SIGNED_IN,
    "amendment.unsupport": SIGNED_IN,
    "amendment.decide": MODERATOR,
    "amendment.moderate": MODERATOR,
    "comment.see": EVERYONE,
    "comment.post": SIGNED_IN,
    "comment.edit": AUTHOR,
    "comment.delete": AUTHOR,
    "comment.report": SIGNED_IN,
    "comment.moderate": MODERATOR,
}

# Public functions of action modules that ask for no permission, and why that is right.
WITHOUT_PERMISSION = {
    "journal.actions.record": "the journal itself, written by actions that asked",
    "journal.actions.tell": "the outbox itself, written by actions that asked",
    "journal.actions.stamp": "the stamps themselves",
    "journal.actions.hold": "the outbox itself, held by actions that asked",
    "journal.actions.take_back": "the outbox itself, emptied by actions that asked",
    "auth.account_actions.send_confirmation": "sends a link to the address itself, after the right password",
    "auth.account_actions.confirm": "the link and the password prove who it is",
    "auth.account_actions.accept_invitations": "gives what somebody entitled gave before, at sign-in",
    "auth.account_actions.ask_for_reset": "anyone may ask; the letter goes to the address itself",
    "auth.address_actions.change_address": "the link proves who it is",
    "auth.account_actions.reset_password": "the link proves who it is",
    "auth.account_actions.appoint_administrator": "the operator's command and the first-run page, with its code",
    "auth.site_actions.first_set_up": "the first-run page, with its code, once",
    "auth.errand_actions.keep": "anyone may; it does nothing by itself",
    "amendments.amendment_actions.revision_of": "reads",
    "amendments.amendment_actions.changes_of": "reads",
    "amendments.amendment_actions.read_change": "reads",
    "amendments.decision_actions.prepare": "reads",
    "amendments.undo_actions.undoable_until": "reads",
    "comments.actions.compose": "renders",
    "proposals.actions.next_reference": "part of publishing, which asked",
    "proposals.draft_actions.save_text": "reads",
    "proposals.draft_actions.meet": "computes",
    "proposals.plan_actions.put": "part of actions that asked",
    "proposals.plan_actions.reorder": "part of actions that asked",
    "proposals.plan_actions.follow_parts": "part of actions that asked",
}
