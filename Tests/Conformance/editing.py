"""An editing session in which a third-party client of the Language Server Protocol drives `policyc lsp`.

usage: editing.py POLICYC
"""
import asyncio
import pathlib
import shutil
import statistics
import sys
import tempfile
import time

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

ROOT = pathlib.Path(__file__).resolve().parents[2]
POLICYC = str(pathlib.Path(sys.argv[1]).resolve())
POLICY = "LA.CP.MP.53"


class Editor:
    """An editor with open files. «Marks» in the text denote positions."""

    def __init__(self, client, folder):
        self.client, self.folder = client, folder
        self.texts, self.versions, self.findings, self.times = {}, {}, {}, {}
        self.published = asyncio.Event()

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(params):
            self.findings[params.uri] = params.diagnostics
            self.published.set()

    def uri(self, name):
        return (self.folder / name).as_uri()

    async def open(self, name):
        self.texts[name] = (self.folder / name).read_text()
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(
            types.TextDocumentItem(self.uri(name), "yaml", 1, self.texts[name])))
        await self.wait(name)

    async def change(self, name, old, new):
        """Replaces text, and returns the position of «» in the new text, which sets the cursor."""
        assert old in self.texts[name], old
        text = self.texts[name].replace(old, new, 1)
        cursor = text.find("«»")
        self.texts[name] = text = text.replace("«»", "")
        self.versions[name] = self.versions.get(name, 1) + 1
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name)),
            [types.TextDocumentContentChangeWholeDocument(text)]))
        await self.wait(name)
        return self.position(name, cursor)

    async def wait(self, name):
        start = time.perf_counter()
        while True:
            self.published.clear()
            await asyncio.wait_for(self.published.wait(), 20)
            if self.uri(name) in self.findings:
                break
        self.times.setdefault("findings", []).append(time.perf_counter() - start)
        await asyncio.sleep(0.02)

    def position(self, name, offset):
        before = self.texts[name][:offset]
        line = before.rsplit("\n", 1)[-1]
        return types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)

    def at(self, name, text, inside=1):
        return self.position(name, self.texts[name].index(text) + inside)

    async def ask(self, what, name, position=None, **more):
        kind = getattr(types, f"{what}Params")
        document = types.TextDocumentIdentifier(self.uri(name))
        parameters = (
            kind(text_document=document, position=position, **more) if position
            else kind(text_document=document, **more))
        method = {
            "Completion": "text_document_completion_async", "Hover": "text_document_hover_async",
            "Definition": "text_document_definition_async",
            "Reference": "text_document_references_async",
            "PrepareRename": "text_document_prepare_rename_async",
            "DocumentSymbol": "text_document_document_symbol_async",
            "DocumentFormatting": "text_document_formatting_async",
            "CodeAction": "text_document_code_action_async",
        }[what]
        start = time.perf_counter()
        answer = await getattr(self.client, method)(parameters)
        self.times.setdefault(what, []).append(time.perf_counter() - start)
        return answer

    async def rename(self, name, position, new):
        return await self.client.text_document_rename_async(types.RenameParams(
            types.TextDocumentIdentifier(self.uri(name)), position, new))

    def codes(self, name):
        return [finding.code for finding in self.findings.get(self.uri(name), [])]


def labels(items):
    return [item.label for item in items or []]


async def completes(editor, name, old, new, *expected):
    """Checks what is offered at «» in the new text, and then restores the old text."""
    before = editor.texts[name]
    cursor = await editor.change(name, old, new)
    found = labels(await editor.ask("Completion", name, cursor))
    missing = [word for word in expected if word not in found]
    assert not missing, f"at {new!r}: no {missing} among {found[:12]}"
    await editor.change(name, editor.texts[name], before)
    return found


async def session(editor):
    revision = f"policy/{POLICY}/2023-11.yaml"
    log = f"policy/{POLICY}/revisions.yaml"
    terms = "policy/terminology/conditions.yaml"
    fresh = "policy/X.9/2026-01.yaml"
    await editor.open(revision)
    assert editor.codes(revision) == [], editor.codes(revision)

    # Findings while typing, and a fix that the editor applies.
    await editor.change(revision, "any_of:", "any_off:")
    assert editor.codes(revision) == ["unknown-key"]
    fixes = await editor.ask("CodeAction", revision, range=types.Range(
        editor.at(revision, "any_off"), editor.at(revision, "any_off", 5)),
        context=types.CodeActionContext([]))
    assert fixes and fixes[0].title == "write `any_of`", fixes
    edit = fixes[0].edit.changes[editor.uri(revision)][0]
    assert edit.new_text == "any_of" and edit.range.start == editor.at(revision, "any_off", 0)
    await editor.change(revision, "any_off:", "any_of:")
    assert editor.codes(revision) == []
    await editor.change(revision, "title: FerriScan", "title: [FerriScan")
    assert editor.codes(revision) == ["yaml-syntax"]
    await editor.change(revision, "title: [FerriScan", "title: FerriScan")

    # Completion in text that is not valid YAML yet.
    last = "when: {conditions: aceruloplasminemia}"
    await completes(editor, revision, last, "when: {«»}", "purpose", "conditions", "procedure")
    await completes(editor, revision, last, "when: {cond«»", "conditions", "suspected_iron_overload")
    await completes(editor, revision, last, "when: {conditions: «»}", "thalassemia_major", "hepatitis_b")
    await completes(editor, revision, last, "when: {conditions: [hepatitis_b, he«»", "hepatitis_c")
    await completes(editor, revision, last, "when: {purpose: «»}", "liver_iron_concentration", "other")
    await completes(editor, revision, last, "when: {suspected_iron_overload: «»}", "true", "false")
    await completes(editor, revision, last, "«»", "when", "require", "unless", "some_of")
    await completes(editor, revision, "  - hernando2014\n", "  - «»\n", "hernando2014", "wood2015twitch")
    await completes(editor, revision, "[@hernando2014]", "[@hern«»", "hernando2014")
    await completes(editor, revision, "outcome: medically_necessary", "outcome: «»",
                    "medically_necessary", "investigational")
    await completes(editor, revision, "coding:\n", "rec«»\ncoding:\n", "reconstructed")
    worked = f"policy/{POLICY}/cases.yaml"
    await editor.open(worked)
    await completes(editor, worked, "criteria: [thalassemia]", "criteria: [«»]", "thalassemia",
                    "hepatitis_c_or_b")
    await completes(editor, worked, "conditions: [thalassemia_major]", "cond«»", "conditions")
    await editor.open(log)
    await completes(editor, log, "status: released", "status: «»", "draft", "released")

    # The meaning of a name, its declaration and its uses.
    hover = await editor.ask("Hover", revision, editor.at(revision, "conditions: aceruloplasminemia", 14))
    assert "**Aceruloplasminemia**" in hover.contents.value and "ICD-10-CM:" in hover.contents.value
    hover = await editor.ask("Hover", revision, editor.at(revision, "@hernando2014"))
    assert "doi:" in hover.contents.value, hover
    hover = await editor.ask("Hover", revision, editor.at(revision, "id: aceruloplasminemia", 5))
    assert hover.contents.value.startswith("**I."), hover
    hover = await editor.ask("Hover", revision, editor.at(revision, "outcome:"))
    assert "What the policy says" in hover.contents.value
    location = (await editor.ask(
        "Definition", revision, editor.at(revision, "conditions: aceruloplasminemia", 14)))[0]
    assert location.uri == editor.uri(terms)
    location = (await editor.ask("Definition", revision, editor.at(revision, "purpose: liver")))[0]
    assert location.uri == editor.uri(revision) and location.range.start.line < 12
    location = (await editor.ask("Definition", revision, editor.at(revision, "@hernando2014")))[0]
    assert location.uri == editor.uri(f"policy/{POLICY}/references.yaml")
    location = (await editor.ask("Definition", log, editor.at(log, "revision: 11/23", 11)))[0]
    assert location.uri == editor.uri(revision)
    found = await editor.ask("Reference", revision, editor.at(revision, "@hernando2014"),
                             context=types.ReferenceContext(True))
    assert len(found) == 3, found

    # A sealed name cannot be renamed; a name that only a draft uses is renamed everywhere.
    for position in (editor.at(revision, "purpose: {type"), editor.at(revision, "id: thalassemia", 5)):
        try:
            await editor.ask("PrepareRename", revision, position)
            raise AssertionError("a sealed name can be renamed")
        except JsonRpcException as refusal:
            assert "sealed revision" in str(refusal), refusal
    await editor.open(fresh)
    assert editor.codes(fresh) == [], editor.codes(fresh)
    where = editor.at(fresh, "first_condition: {type")
    change = await editor.rename(fresh, where, "iron_overload")
    assert len(change.changes[editor.uri(fresh)]) == 2
    for bad in ("Iron", "second_condition"):
        try:
            await editor.rename(fresh, where, bad)
            raise AssertionError(f"renamed to {bad}")
        except JsonRpcException:
            pass

    # The outline and formatting.
    outline = await editor.ask("DocumentSymbol", revision)
    names = [item.name for item in outline]
    assert names[:3] == ["policy", "revision", "title"] and "statements" in names, names
    statement = next(item for item in outline if item.name == "statements").children[0]
    assert statement.name == "liver_iron" and statement.children, statement
    assert not await editor.ask("DocumentFormatting", revision,
                                options=types.FormattingOptions(2, True))
    await editor.change(revision, "scope: {", "scope:    { ")
    edits = await editor.ask("DocumentFormatting", revision,
                             options=types.FormattingOptions(2, True))
    assert "scope: {procedure: CPT:76498}" in edits[0].new_text

    # YAML files that are not sources are ignored.
    for name in ("other/deep/compose.yaml", "compose.yaml"):
        (editor.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (editor.folder / name).write_text("a: [b\n")
        editor.client.text_document_did_open(types.DidOpenTextDocumentParams(
            types.TextDocumentItem(editor.uri(name), "yaml", 1, "a: [b\n")))
        assert await editor.client.text_document_hover_async(types.HoverParams(
            types.TextDocumentIdentifier(editor.uri(name)), types.Position(0, 0))) is None
        assert editor.uri(name) not in editor.findings

    # Columns are counted in UTF-16, in which some characters take two code units.
    await editor.change(revision, "title: FerriScan", "title: 🧬🧬 FerriScan")
    await editor.change(revision, "outcome: medically_necessary", "outcome: 🧬")
    finding = editor.findings[editor.uri(revision)][0]
    assert finding.range.end.character - finding.range.start.character == 2, finding


async def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name).resolve()
        shutil.copytree(ROOT / "policy", folder / "policy")
        new = await asyncio.create_subprocess_exec(
            POLICYC, "new", "X.9", "--revision", "1/2026", cwd=folder, stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL)
        assert await new.wait() == 0
        client = LanguageClient("conformance", "1")
        await client.start_io(POLICYC, "lsp", "--stdio")
        await client.initialize_async(types.InitializeParams(types.ClientCapabilities()))
        client.initialized(types.InitializedParams())
        editor = Editor(client, folder)
        await session(editor)
        await client.shutdown_async(None)
        client.exit(None)
        assert await client._server.wait() == 0
        for what, times in sorted(editor.times.items()):
            print(f"{what}: {len(times)} answers, median {statistics.median(times) * 1000:.0f} ms, "
                  f"slowest {max(times) * 1000:.0f} ms")


asyncio.run(main())
