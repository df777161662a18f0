"""Usage: prepare.py SOURCE.wasm EXPORTS.txt RESULT.wasm

Keeps of a WebAssembly module what the program calls, and lets it be stopped.
Why, README.md says. Functions keep their numbers, so nothing else changes:

- exported functions that EXPORTS.txt does not name are exported no more;
- a function that is then neither called nor in the table traps;
- every other one counts, before it begins, and at each BEATth call of any the new
  exported function "pulse" is called, which does nothing but begin to count again.

https://webassembly.github.io/spec/core/binary/ has the numbers used here.
"""

import sys

TYPE, IMPORT, FUNCTION, GLOBAL, EXPORT, ELEMENT, CODE = 1, 2, 3, 6, 7, 9, 10
PULSE = "pulse"
BEAT = 200_000
TRAP = bytes([0x00, 0x00, 0x0B])  # no locals; unreachable; end

# Instructions by what follows them.
NUMBER = {0x02, 0x03, 0x04, 0x08, 0x0C, 0x0D, *range(0x20, 0x27), 0x41, 0x42}
TWO_NUMBERS = {0x11, *range(0x28, 0x3F)}
BYTE = {0x3F, 0x40, 0xD0}
NOTHING = {0x00, 0x01, 0x05, 0x0A, 0x0B, 0x0F, 0x1A, 0x1B, 0xD1, *range(0x45, 0xC5)}


def number(data, at):
    """An unsigned LEB128 and where it ends; of a signed one only the end counts."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def leb(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def signed(value):
    """A signed LEB128 of a number that is not negative."""
    out = bytearray()
    while value >= 0x40:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def numbers(data, at, count):
    for _ in range(count):
        _, at = number(data, at)
    return at


def name(data, at):
    size, at = number(data, at)
    return data[at : at + size].decode(), at + size


def sections(data):
    at = 8
    while at < len(data):
        size, begin = number(data, at + 1)
        yield data[at], data[begin : begin + size]
        at = begin + size


def limits(data, at):
    return numbers(data, at + 1, 2 if data[at] & 1 else 1)


def imported(body):
    """How many functions and globals a module imports."""
    count, at = number(body, 0)
    functions = globals_ = 0
    for _ in range(count):
        _, at = name(body, at)
        _, at = name(body, at)
        kind = body[at]
        at += 1
        if kind == 0:
            at = numbers(body, at, 1)
            functions += 1
        elif kind == 1:
            at = limits(body, at + 1)
        elif kind == 2:
            at = limits(body, at)
        elif kind == 3:
            at += 2
            globals_ += 1
        else:
            at = numbers(body, at + 1, 1)
    return functions, globals_


def exports(body):
    """Name, kind, number and bytes of each export."""
    count, at = number(body, 0)
    for _ in range(count):
        begin = at
        text, at = name(body, at)
        kind = body[at]
        index, at = number(body, at + 1)
        yield text, kind, index, body[begin:at]


def type_of_nothing(section):
    """The number of the type of functions without parameters and results."""
    count, at = number(section, 0)
    for index in range(count):
        assert section[at] == 0x60, "type of another kind"
        sizes = []
        at += 1
        for _ in range(2):
            size, at = number(section, at)
            sizes.append(size)
            at += size
        if sizes == [0, 0]:
            return index
    raise ValueError("no such type")


def table(body):
    """The functions in the table: one active segment with a constant offset."""
    count, at = number(body, 0)
    assert (count, body[at], body[at + 1]) == (1, 0, 0x41), "table of another kind"
    at = numbers(body, at + 2, 1)
    assert body[at] == 0x0B
    count, at = number(body, at + 1)
    for _ in range(count):
        function, at = number(body, at)
        yield function


def bodies(section):
    count, at = number(section, 0)
    for _ in range(count):
        size, at = number(section, at)
        yield section[at : at + size]
        at += size


def first_instruction(body):
    groups, at = number(body, 0)
    for _ in range(groups):
        at = numbers(body, at, 1) + 1
    return at


def called(body):
    """The functions that a body calls or takes the reference of."""
    at = first_instruction(body)
    while at < len(body):
        op = body[at]
        at += 1
        if op in (0x10, 0x12, 0xD2):  # call, return_call, ref.func
            function, at = number(body, at)
            yield function
        elif op in NOTHING:
            pass
        elif op in NUMBER:
            at = numbers(body, at, 1)
        elif op in TWO_NUMBERS:
            at = numbers(body, at, 2)
        elif op in BYTE:
            at += 1
        elif op == 0x0E:  # br_table
            count, at = number(body, at)
            at = numbers(body, at, count + 1)
        elif op == 0x1C:  # select with types
            count, at = number(body, at)
            at += count
        elif op == 0x1F:  # try_table
            at = numbers(body, at, 1)
            count, at = number(body, at)
            for _ in range(count):
                at = numbers(body, at + 1, 2 if body[at] < 2 else 1)
        elif op == 0x43:
            at += 4
        elif op == 0x44:
            at += 8
        elif op == 0xFC:  # memory, table, saturating conversion
            kind, at = number(body, at)
            at = numbers(body, at, 2 if kind in (8, 10, 12, 14) else 0 if kind < 8 else 1)
        elif op == 0xFD:  # vectors
            kind, at = number(body, at)
            if kind <= 11 or kind in (92, 93):
                at = numbers(body, at, 2)
            elif 84 <= kind <= 91:
                at = numbers(body, at, 2) + 1
            elif kind in (12, 13):
                at += 16
            elif 21 <= kind <= 34:
                at += 1
        else:
            raise ValueError(f"instruction {op:#x} is not known")


def reachable(roots, code, first):
    seen, ahead = set(), list(roots)
    while ahead:
        function = ahead.pop()
        if function in seen:
            continue
        seen.add(function)
        if function >= first:
            ahead.extend(called(code[function - first]))
    return seen


def main(source, names, result):
    data = open(source, "rb").read()
    wanted = set(open(names, encoding="ascii").read().split())
    parts = dict(sections(data))
    functions, globals_ = imported(parts[IMPORT])
    count, at = number(parts[GLOBAL], 0)
    counter = leb(globals_ + count)
    parts[GLOBAL] = leb(count + 1) + parts[GLOBAL][at:] + bytes([0x7F, 1, 0x41]) + signed(BEAT) + bytes([0x0B])  # a mutable i32

    code = list(bodies(parts[CODE]))
    pulse = functions + len(code)
    count, at = number(parts[FUNCTION], 0)
    assert count == len(code)
    parts[FUNCTION] = leb(count + 1) + parts[FUNCTION][at:] + leb(type_of_nothing(parts[TYPE]))

    kept = [e for e in exports(parts[EXPORT]) if e[1] != 0 or e[0] in wanted]
    missing = wanted - {e[0] for e in kept}
    assert not missing, f"not exported: {missing}"
    added = leb(len(PULSE)) + PULSE.encode() + bytes([0]) + leb(pulse)
    parts[EXPORT] = leb(len(kept) + 1) + b"".join(e[3] for e in kept) + added

    alive = reachable([e[2] for e in kept if e[1] == 0] + list(table(parts[ELEMENT])), code, functions)
    get, put = bytes([0x23]) + counter, bytes([0x24]) + counter
    less = get + bytes([0x41, 0x7F, 0x6A]) + put  # counter + -1
    beat = get + bytes([0x45, 0x04, 0x40, 0x10]) + leb(pulse) + bytes([0x0B])  # if it is 0: call pulse
    out = bytearray(leb(len(code) + 1))
    for i, body in enumerate(code):
        if functions + i in alive:
            begin = first_instruction(body)
            body = body[:begin] + less + beat + body[begin:]
        else:
            body = TRAP
        out += leb(len(body)) + body
    body = bytes([0x00, 0x41]) + signed(BEAT) + put + bytes([0x0B])
    parts[CODE] = bytes(out + leb(len(body)) + body)

    with open(result, "wb") as f:
        f.write(data[:8])
        for kind, body in parts.items():
            f.write(bytes([kind]) + leb(len(body)) + body)


if __name__ == "__main__":
    main(*sys.argv[1:])
