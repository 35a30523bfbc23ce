"""The words of the code: what the trail records, the names of classes, words that were given up. Each check answers
with its findings."""

import ast
import io
import re
import tokenize
from collections import defaultdict

from tests.house.tree import name

# A word given up, and what says its meanings now.
GIVEN_UP = {"standing": "current(), ONGOING, TaskState or badge"}
# Pronouns and words that hide who or what is meant. Names of code between backticks may hold them.
RIDDLES = re.compile(
    r"\b(someone|somebody|anyone|anybody|everyone|everybody|nobody|who(m|so)?ever|whom|whatever|wherever|anew|told)\b",
    re.IGNORECASE,
)


RECORDING = ("audit.record", "audit.event", "moves.record")
ACTION = re.compile(r"[a-z]+\.[a-z_]+")


def recorded(trees):
    """{action: places} of every action that the modules of one app record; under None what the code does not say.

    `trees`: {path: syntax tree}. The action of a recording call is a string, a name that its function sets to strings,
    or a parameter of its function: then every call of that function in the app says it.
    """
    found = defaultdict(list)
    for path, function in functions(trees):
        for call in calls(function, *RECORDING):
            for action in strings(action_of(call), function) or passed_on(call, function, trees):
                found[action].append(f"{name(path)}:{call.lineno}")
    return dict(found)


def functions(trees):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [(path, one) for path, tree in trees.items() for one in ast.walk(tree) if isinstance(one, kinds)]


def calls(function, *called):
    """Calls of "module.function", or of "function" in any module, inside a function."""
    found = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    return [one for one in found if {ast.unparse(one.func), ast.unparse(one.func).rpartition(".")[2]} & set(called)]


def action_of(call, place=0, parameter="action"):
    named = [one.value for one in call.keywords if one.arg == parameter]
    return (named or call.args[place : place + 1] or [None])[0]


def strings(node, function):
    """The strings that an expression may be, also through a name that this function sets."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return strings(node.body, function) + strings(node.orelse, function)
    if isinstance(node, ast.Name):
        sets = [one for one in ast.walk(function) if isinstance(one, ast.Assign)]
        return [text for one in sets if ast.unparse(one.targets[0]) == node.id for text in strings(one.value, function)]
    return []


def passed_on(call, function, trees):
    """What the callers of a function pass as the action; else every string of the function that looks like one."""
    node, parameters = action_of(call), [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
    if isinstance(node, ast.Name) and node.id in parameters:
        if f"moves.{function.name}" in RECORDING:
            return []  # its callers are recording calls themselves
        return [
            action
            for _, caller in functions(trees)
            for one in calls(caller, function.name)
            for action in strings(action_of(one, parameters.index(node.id), node.id), caller) or [None]
        ]
    constants = [one.value for one in ast.walk(function) if isinstance(one, ast.Constant)]
    return [one for one in constants if isinstance(one, str) and ACTION.fullmatch(one)] or [None]


def repeated_classes(paths):
    """Names that two modules of one app give to a class of their own; Django's `Command` is always called so."""
    found = defaultdict(list)
    for path in paths:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef) and node.name != "Command":
                found[node.name].append(name(path))
    return {class_name: places for class_name, places in found.items() if len(places) > 1}


def importers(module, paths):
    """The apps that import `core.<module>`: {folder of the app}."""
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                brings = {f"{node.module}.{one.name}" for one in node.names} | {node.module}
            else:
                brings = {one.name for one in node.names} if isinstance(node, ast.Import) else set()
            if f"core.{module}" in brings:
                found.add(name(path).partition("/")[0])
    return found


def given_up(paths):
    """Uses of a word that was given up, also as a part of a name."""
    pattern = re.compile(rf"(?<![a-z])({'|'.join(GIVEN_UP)})(?![a-z])", re.IGNORECASE)
    lines = [(path, number, line) for path in paths for number, line in enumerate(path.read_text().splitlines(), 1)]
    return [f"{name(path)}:{number}" for path, number, line in lines if pattern.search(line)]


def riddles(paths):
    """Docstrings and comments that are not plain English."""
    found = []
    for path in paths:
        for line, text in prose(path.read_text()):
            hit = RIDDLES.search(re.sub(r"`[^`]*`", "", text))
            found += [f"{name(path)}:{line}: {hit[0]}"] if hit else []
    return found


def prose(text):
    """[(line, text)] of the comments and docstrings of a module."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    found = [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            found.append((node.body[0].lineno, ast.get_docstring(node)))
    return sorted(found)
