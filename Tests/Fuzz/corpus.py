"""Writes the first inputs of the corpus: one small file a construct, from which the fuzzer finds its way."""

import pathlib

HERE = pathlib.Path(__file__).parent / "corpus"

TEXTS = [
    b"{}",
    b"[]",
    b'"\\u00e9\\n\\ud83d\\ude00"',
    b"-0.5e+10",
    b"[1,2,[3,{}],null,true,false]",
    b'{"a":1,"a":{"b":[""]}}',
    '\ufeff{"Hà Nội":"Đà Nẵng"}'.encode(),
    b' \t\r\n{"x" : [ 1 , 2 ] } ',
]
REQUESTS = [
    b'{"jsonrpc":"2.0","id":1,"method":"echo","params":{"a":[1]}}',
    b'{"jsonrpc":"2.0","id":"x","method":"subtract","params":[3,1]}',
    b'{"jsonrpc":"2.0","id":2,"method":"work"}',
    b'{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":2}}',
    b'[{"jsonrpc":"2.0","id":3,"method":"work"},{"jsonrpc":"2.0","method":"initialized"},1]',
    b'{"jsonrpc":"2.0","id":4,"method":"initialize","params":{"processId":null,"trace":"messages"}}',
    b'{"jsonrpc":"2.0","method":"document/set","params":{"document":"a","text":"b"}}',
    b'{"jsonrpc":"2.0","id":5,"method":"document/get","params":{"document":"a"}}',
    b'{"jsonrpc":"2.0","id":6,"method":"big","params":{"bytes":3,"workDoneToken":1,"partialResultToken":"p"}}',
    b'{"jsonrpc":"2.0","id":7,"method":"ask"}',
    b'{"jsonrpc":"2.0","id":8,"result":"blue"}',
    b'{"jsonrpc":"2.0","id":9,"method":"forget"}',
    b'{"jsonrpc":"2.0","id":10,"method":"shutdown"}',
    b'{"jsonrpc":"2.0","id":11,"method":"notify","params":{"times":2}}',
]
HEADERS = [
    b"Content-Length: 2\r\n\r\n{}",
    b"content-length:2\n\n{}",
    b"Content-Type: x; charset=utf-16\r\nContent-Length: 2\r\n\r\n{}",
    b"Content-Length: 99999\r\n\r\n{}Content-Length: 2\r\n\r\n{}",
    b"noise\r\n\r\nContent-Length: 2\r\n\r\n{}",
    b"Content-Length: -1\r\n\r\n",
    b"Content-Length: 5\r\n\r\n{}Content-Length: 2\r\n\r\n{}",
    b"{}\n[]\r\n\n{}",
]


def framed(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def write(target: str, inputs: list[bytes]) -> None:
    folder = HERE / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(inputs):
        (folder / f"seed-{number:02}").write_bytes(data)


write("JSON", TEXTS + REQUESTS)
write("Framing", [bytes([choice]) + data for choice in (0, 1, 2, 10) for data in HEADERS])
write(
    "Dispatch",
    [b"\x7e" + framed(request) for request in REQUESTS]
    + [b"\x7f" + request + b"\n" for request in REQUESTS]
    + [b"\x7e" + b"".join(map(framed, REQUESTS[:8]))]
    + [bytes([choice]) + data for choice in (0, 0x7E) for data in HEADERS],
)
