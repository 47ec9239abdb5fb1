# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two references of the page benchmark: four bytes, and a template of about 10 kB with twenty items."""

from flask import Flask

TEMPLATE = """<!DOCTYPE html><html lang="en"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1><ol>
{% for item in items %}<li id="item-{{ item.number }}" class="item"><h2><a href="/items/{{ item.number }}">{{
item.title }}</a></h2><p class="text">{{ item.text }}</p><p class="meta">{{ item.author }}, {{ item.count }}
{% if item.count == 1 %}comment{% else %}comments{% endif %}</p></li>{% endfor %}</ol></body></html>"""

ITEMS = [
    {"number": n, "title": f"Item {n} & more", "text": "Some words about the item. " * 11, "author": "A", "count": n}
    for n in range(20)
]

app = Flask(__name__)
page = app.jinja_env.from_string(TEMPLATE)


@app.get("/four-bytes")
def four_bytes() -> str:
    """Answer as little as there is."""
    return "Ciao"


@app.get("/template")
def template() -> str:
    """Answer a page of about 10 kB, rendered afresh."""
    return page.render(title="Twenty items", items=ITEMS)
