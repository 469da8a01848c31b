"""Checks every page with axe-core at WCAG 2.1 AA: on a phone, on a desktop in both color schemes, and in
print. No violation is allowed.

usage: accessibility.py FOLDER
"""
import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
VIEWS = [
    ("phone", 360, "screen", "light"), ("desktop", 1280, "screen", "light"),
    ("dark", 1280, "screen", "dark"), ("print", 794, "print", "dark"),
]

pages = sorted(pathlib.Path(sys.argv[1]).rglob("*.html"))
failures = 0
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for page_path in pages:
        for name, width, media, scheme in VIEWS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            requests = []
            page.on("request", lambda request: requests.append(request.url))
            page.emulate_media(media=media, color_scheme=scheme)
            page.goto(page_path.resolve().as_uri())
            found = Axe().run(page, options=RULES).response["violations"]
            for violation in found:
                for node in violation["nodes"]:
                    print(f"{page_path} ({name}): {violation['id']}: {node['html'][:200]}")
            # A page must not be wider than the screen.
            overflow = page.evaluate("document.documentElement.scrollWidth") - width
            if overflow > 0:
                print(f"{page_path} ({name}): {overflow} pixels wider than the screen")
            # A page must be self-contained.
            if len(requests) > 1:
                print(f"{page_path} ({name}): loads {requests[1:]}")
            failures += len(found) + (overflow > 0) + (len(requests) > 1)
            page.close()
    browser.close()
print(f"axe-core: {len(pages)} pages, {len(pages) * len(VIEWS)} views, {failures} findings")
sys.exit(1 if failures or not pages else 0)
