"""The runner against a server that keeps the contract, and against one that breaks it in each way it can think of."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import fake_server
import pytest
from conftest import ROOT

RUNNER = ROOT / "Tests" / "Conformance" / "run.py"
FAKE = ROOT / "Tests" / "Python" / "fake_server.py"

GOOD = """
# A protocol

```jsonrpc
// An unknown method, then a notification that gets no reply.
--> {"jsonrpc": "2.0", "id": "a", "method": "nothing"}
<-- {"jsonrpc": "2.0", "id": "a", "error": {"code": -32601, "message": <string>, "data": {"method": "nothing"}}}
--> {"jsonrpc": "2.0", "method": "nothing"}
```

## `echo`

| Parameter | Type | Default |
|---|---|---|
| `value` | any | required |

```jsonrpc
--> {"jsonrpc": "2.0", "id": 1, "method": "echo",
     "params": {"value": [1, 2, 3]}}
<-- {"jsonrpc": "2.0", "id": 1, "result": {"value": [1, ...]}}
```

### Batches

```jsonrpc lines
--> [{"jsonrpc": "2.0", "id": 1, "method": "echo", "params": 5}]
<-- [{"jsonrpc": "2.0", "id": 1, "result": 5}]
-->| {"jsonrpc
<-- {"jsonrpc": "2.0", "id": null, "error": {"code": -32700, ...}}
-->! "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":2,\\"method\\":\\"echo\\",\\"params\\":[]}\\n"
<-- {"jsonrpc": "2.0", "id": 2, "result": []}
```

## `find`

| Parameter | Default |
|---|---|
| `text` | required |
| `word` | "" |

| Result | |
|---|---|
| `span` | |
| `word` | |

```jsonrpc
--> {"jsonrpc": "2.0", "id": 0, "method": "initialize",
     "params": {"capabilities": {"general": {"positionEncodings": ["utf-32"]}}}}
<-- {"jsonrpc": "2.0", "id": 0, "result": {"capabilities": {"positionEncoding": "utf-32"}, ...}}
--> {"jsonrpc": "2.0", "id": 1, "method": "find", "params": {"text": "𝄞 Hà Nội hôm nay", "word": "Nội"}}
<-- {"jsonrpc": "2.0", "id": 1, "result": {"span": <span of "Nội">, "word": "Nội"}}
```

## `sleep`, `$/cancelRequest`

```jsonrpc unordered
--> {"jsonrpc": "2.0", "id": 1, "method": "sleep"}
--> {"jsonrpc": "2.0", "id": 2, "method": "echo", "params": []}
--> {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 1}}
<-- {"jsonrpc": "2.0", "id": 1, "error": {"code": -32800, ...}}
<-- {"jsonrpc": "2.0", "id": 2, "result": []}
```

## `told`

```jsonrpc
--> {"jsonrpc": "2.0", "id": 1, "method": "tell", "params": {"count": 3}}
<--* {"jsonrpc": "2.0", "method": "told", "params": {"count": <integer 0 to 2>}}
<-- {"jsonrpc": "2.0", "id": 1, "result": null}
```

```jsonrpc ignore=told
--> {"jsonrpc": "2.0", "id": 1, "method": "tell", "params": {"count": 2}}
<-- {"jsonrpc": "2.0", "id": 1, "result": null}
```

## `shutdown`, `exit`

```jsonrpc
--> {"jsonrpc": "2.0", "id": 1, "method": "shutdown"}
<-- {"jsonrpc": "2.0", "id": 1, "result": null}
--> {"jsonrpc": "2.0", "method": "exit"}
<-- (exit 0)
```

```jsonrpc
--> {"jsonrpc": "2.0", "id": 1, "method": "echo", "params": []}
<-- {"jsonrpc": "2.0", "id": 1, "result": []}
--> (end of input)
<-- (exit 1)
```
"""

# `sleep`, `tell`, `initialize` and `shutdown` are not in the fake server's description.
DESCRIBED = GOOD[: GOOD.index("## `sleep`")]


def run(
    tmp_path: Path, text: str, *options: str, server: Sequence[str] = (), timeout: str = "5"
) -> subprocess.CompletedProcess[str]:
    document = tmp_path / "protocol.md"
    document.write_text(text, encoding="utf-8")
    command = [sys.executable, str(RUNNER), "--protocol", str(document), "--timeout", timeout, *options, "--"]
    return subprocess.run(
        [*command, *(server or (sys.executable, str(FAKE)))],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
    )


def test_good_server_passes_everything(tmp_path: Path) -> None:
    done = run(tmp_path, GOOD)
    assert done.returncode == 0, done.stdout
    # Ten examples, one of them in one framing only.
    assert done.stdout.splitlines()[-1] == "17 passed, 0 failed"


def test_table_has_a_row_for_every_section(tmp_path: Path) -> None:
    output = run(tmp_path, GOOD).stdout
    for title in ("A protocol", "`echo`", "Batches", "`find`", "`told`", "`shutdown`, `exit`"):
        assert any(line.startswith(title) and "pass" in line for line in output.splitlines()), output


# The fault, what the report says, and the section that shows it.
BREAKS_THE_CONTRACT = [
    ("wrong value", "result.word", "find"),
    ("missing member", "missing, expected", "find"),
    ("extra member", "not expected, got 1", "find"),
    ("extra message", "a message that was not expected", "Batches"),
    ("no reply", "nothing came in time", "Batches"),
    ("hang at the end", "in time, expected the end of the output", "Batches"),
    ("crash at the end", "died of signal 6", "Batches"),
    ("noise", "standard output is not the protocol's", "Batches"),
    ("bad utf-8", "standard output is not the protocol's", "Batches"),
    ("bad length", "standard output is not the protocol's", "echo"),
    ("id as string", 'id: expected 1, got "1"', "echo"),
    ("doubled member", "occurs twice", "Batches"),
    ("stops reading", "nothing came in time", "Batches"),
    ("silent start", "nothing came in time", "Batches"),
    ("exit code", "expected exit code 0, got 3", "exit"),
    ("shifted span", "covers 'ội", "find"),
    ("stderr and crash", "standard error ends with: out of luck", "Batches"),
]


@pytest.mark.parametrize(("fault", "finding", "section"), BREAKS_THE_CONTRACT)
def test_server_that_breaks_the_contract_is_caught(tmp_path: Path, fault: str, finding: str, section: str) -> None:
    server = (sys.executable, str(FAKE), "--fault", fault)
    done = run(tmp_path, GOOD, "--only", section, server=server, timeout="0.6")
    assert done.returncode == 1, done.stdout
    assert finding in done.stdout
    assert not done.stdout.splitlines()[-1].endswith(" 0 failed")


def test_document_that_agrees_with_the_description_passes(tmp_path: Path) -> None:
    done = run(tmp_path, DESCRIBED, "--openrpc")
    assert done.returncode == 0, done.stdout
    assert "2 methods compared" in done.stdout


DISAGREES = [
    ("swapped order", "the parameters' order differs"),
    ("undocumented method", "`secret`"),
    ("undocumented parameter", "the parameter `loudly` is in rpc.discover, but not in the document"),
    ("forgotten method", "a section of the document, but not in rpc.discover"),
    ("no reply", "rpc.discover: nothing came in time"),
]


@pytest.mark.parametrize(("fault", "finding"), DISAGREES)
def test_disagreement_with_the_description_is_caught(tmp_path: Path, fault: str, finding: str) -> None:
    done = run(tmp_path, DESCRIBED, "--openrpc", server=(sys.executable, str(FAKE), "--fault", fault), timeout="0.6")
    assert done.returncode == 1
    assert finding in done.stdout


@pytest.mark.parametrize(
    ("before", "after", "finding"),
    [
        (
            "| `value` | any | required |",
            "| `values` | any | required |",
            "the parameter `values` is in the document, but not",
        ),
        ("| `value` | any | required |", "| `value` | any | null |", "the parameter `value` is not required here"),
        ("| `word` | |", "| `words` | |", "the result's member `words` is in the document, but not"),
        ("| Parameter | Type | Default |", "| Name | Type | Default |", "no table of parameters"),
    ],
)
def test_document_that_disagrees_is_caught(tmp_path: Path, before: str, after: str, finding: str) -> None:
    done = run(tmp_path, DESCRIBED.replace(before, after), "--openrpc")
    assert done.returncode == 1
    assert finding in done.stdout


def test_method_section_without_an_example_of_its_method_fails(tmp_path: Path) -> None:
    done = run(tmp_path, GOOD + "\n### `rpc.discover`\n\nNo example here.\n")
    assert done.returncode == 1
    assert "no example of this section executes `rpc.discover`" in done.stdout
    assert done.stdout.splitlines()[-1] == "17 passed, 1 failed"


def test_example_of_a_deeper_section_counts_for_its_method(tmp_path: Path) -> None:
    example = (
        '```jsonrpc\n--> {"jsonrpc":"2.0","id":1,"method":"rpc.discover"}\n<-- {"id":1,"result":{...}, ...}\n```\n'
    )
    assert run(tmp_path, f"# `rpc.discover`\n## Example\n{example}").returncode == 0
    assert run(tmp_path, f"# `rpc.discover`\n# Example\n{example}").returncode == 1


@pytest.mark.parametrize(
    ("example", "finding"),
    [
        ("--> {", "line 3: expected"),
        ("jsonrpc", "expected an arrow or a comment"),
        ("<-- (exit soon)", "line 3: expected"),
        ("--> <any>", "line 3: <any> cannot be sent"),
        ('-->! {"a"', "takes a JSON string"),
        ("// only a comment", "the example is empty"),
    ],
)
def test_mistake_in_an_example_is_reported_with_its_line(tmp_path: Path, example: str, finding: str) -> None:
    done = run(tmp_path, f"# X\n```jsonrpc lines\n{example}\n```\n", timeout="1")
    assert done.returncode == 1
    assert finding in done.stdout


def test_unknown_word_in_the_info_string_is_reported(tmp_path: Path) -> None:
    done = run(tmp_path, '# X\n```jsonrpc sideways\n--> {"id":1}\n```\n')
    assert done.returncode == 1 and "unknown word 'sideways'" in done.stdout


def test_arguments_of_an_example_reach_the_server(tmp_path: Path) -> None:
    text = '# X\n```jsonrpc args="--fault \'no reply\'"\n--> {"jsonrpc":"2.0","id":1,"method":"echo"}\n```\n'
    done = run(tmp_path, text)
    assert done.returncode == 0, done.stdout


def test_only_the_chosen_sections_are_executed(tmp_path: Path) -> None:
    assert run(tmp_path, GOOD, "--only", "told", "--framing", "headers").stdout.splitlines()[-1] == "2 passed, 0 failed"


def test_document_without_examples_fails(tmp_path: Path) -> None:
    done = run(tmp_path, "# Nothing\n")
    assert done.returncode == 1 and "no example was executed" in done.stdout


def test_server_that_cannot_be_started_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, GOOD, "--only", "told", server=("./no-such-server",))
    assert done.returncode == 1 and "cannot start ./no-such-server" in done.stdout


def test_missing_command_and_missing_document_are_usage_errors(tmp_path: Path) -> None:
    for arguments in ([str(RUNNER)], [str(RUNNER), "--protocol", str(tmp_path / "none.md"), "--", "true"]):
        done = subprocess.run(
            [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60
        )
        assert done.returncode == 2


def test_every_fault_of_the_fake_server_is_used() -> None:
    assert set(fake_server.FAULTS) == {fault for fault, *_ in [*BREAKS_THE_CONTRACT, *DISAGREES]}
