"""The single-line changes that a text of Python allows: what a slip of the hand would leave behind.

Left out is what changes nothing a test could see: annotations, decorators, docstrings, asserts, `__all__`, the branch
for type checkers, and the `strict` of zip, which states what the caller made sure of.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], tuple[str, tuple[str, ...]]] = {
    ast.Lt: (r"<", ("<=", ">=")),
    ast.LtE: (r"<=", ("<", ">")),
    ast.Gt: (r">", (">=", "<=")),
    ast.GtE: (r">=", (">", "<")),
    ast.Eq: (r"==", ("!=",)),
    ast.NotEq: (r"!=", ("==",)),
    ast.Is: (r"\bis\b", ("is not",)),
    ast.IsNot: (r"\bis\s+not\b", ("is",)),
    ast.In: (r"\bin\b", ("not in",)),
    ast.NotIn: (r"\bnot\s+in\b", ("in",)),
}
ARITHMETIC: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: (r"\+", "-"),
    ast.Sub: (r"-", "+"),
    ast.Mult: (r"\*", "+"),
    ast.Div: (r"/", "*"),
    ast.FloorDiv: (r"//", "*"),
    ast.Mod: (r"%", "+"),
    ast.LShift: (r"<<", ">>"),
    ast.RShift: (r">>", "<<"),
    ast.BitAnd: (r"&", "|"),
    ast.BitOr: (r"\|", "&"),
}
EMPTY = {"None", "False", "0", "''", "b''", "[]", "()", "{}"}
TWINS = {"any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list"}
SIMPLE = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)


@dataclass(frozen=True, order=True)
class Mutation:
    """One change: the bytes from `start` to `end` of the line (1 is the first) become `after`."""

    line: int
    start: int
    end: int
    after: str

    def applied(self, text: str) -> str:
        """The text with this change."""
        lines = text.encode().split(b"\n")
        line = lines[self.line - 1]
        lines[self.line - 1] = line[: self.start] + self.after.encode() + line[self.end :]
        return b"\n".join(lines).decode()


def mutations(text: str) -> list[Mutation]:
    """Every mutation of the text, in order, each once. Raises SyntaxError where it is not Python."""
    found = _Finder(text)
    found.visit(ast.parse(text))
    return sorted(set(found.made))


class _Finder(ast.NodeVisitor):
    def __init__(self, text: str) -> None:
        self._lines = text.encode().split(b"\n")
        self._in_function = False
        self.made: list[Mutation] = []

    def _replace(self, node: ast.expr | ast.stmt, *after: str) -> None:
        """The node by each of these texts, if it is on one line."""
        if node.lineno == node.end_lineno and node.end_col_offset is not None:
            self.made += [Mutation(node.lineno, node.col_offset, node.end_col_offset, each) for each in after]

    def _between(self, left: ast.expr, right: ast.expr, pattern: str, *after: str) -> None:
        """The operator between two expressions by each of these texts, if they are on one line."""
        first, last = left.end_col_offset, right.col_offset
        if left.end_lineno == right.lineno and first is not None:
            found = re.search(pattern.encode(), self._lines[right.lineno - 1][first:last])
            if found:
                start, end = first + found.start(), first + found.end()
                self.made += [Mutation(right.lineno, start, end, each) for each in after]

    def _source(self, node: ast.expr) -> str:
        return self._lines[node.lineno - 1][node.col_offset : node.end_col_offset].decode()

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        outside, self._in_function = self._in_function, True
        for default in (*node.args.defaults, *(each for each in node.args.kw_defaults if each)):
            self.visit(default)
        for statement in node.body:
            self.visit(statement)
        self._in_function = outside

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - of ast

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if not any("Protocol" in ast.unparse(base) for base in node.bases):
            for statement in node.body:
                self.visit(statement)

    def visit_Assert(self, node: ast.Assert) -> None:
        pass

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        if ast.unparse(node.targets[0]) != "__all__":
            if isinstance(node.targets[0], (ast.Attribute, ast.Subscript)):
                self._replace(node, "pass")
            self.visit(node.value)

    def visit_If(self, node: ast.If) -> None:
        if ast.unparse(node.test) == "TYPE_CHECKING":
            return
        self._condition(node.test)
        self.generic_visit(node)

    def visit_While(self, node: ast.While) -> None:
        if not isinstance(node.test, ast.Constant):
            self._replace(node.test, f"not ({self._source(node.test)})")
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._condition(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self._condition(test)
        self.generic_visit(node)

    def _condition(self, test: ast.expr) -> None:
        self._replace(test, "True", "False", f"not ({self._source(test)})")

    def visit_Return(self, node: ast.Return) -> None:
        if node.value and ast.unparse(node.value) not in EMPTY:  # else it would be another way of saying no
            self._replace(node, "return None")
        self.generic_visit(node)

    def generic_visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return  # a docstring, or the body of a declaration
        if isinstance(node, SIMPLE):
            is_yield = isinstance(node, ast.Expr) and isinstance(node.value, (ast.Yield, ast.YieldFrom))
            self._replace(node, "yield from ()" if is_yield else "pass")
            if self._in_function and isinstance(node, (ast.Expr, ast.AugAssign)) and not is_yield:
                self._replace(node, "return")
        super().generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        sides = [node.left, *node.comparators]
        for left, right, kind in zip(sides, sides[1:], node.ops, strict=False):
            pattern, others = COMPARISONS[type(kind)]
            self._between(left, right, pattern, *others)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        pattern, other = (r"\band\b", "or") if isinstance(node.op, ast.And) else (r"\bor\b", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between(left, right, pattern, other)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, (ast.Not, ast.USub)) and node.operand.lineno == node.lineno:
            self._replace(node, f"({self._source(node.operand)})" if node.operand.end_lineno == node.lineno else "")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        texts = any(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in (node.left, node.right))
        # `|` and `&` outside a function are types or flags, `%` and `+` beside a text only raise
        if type(node.op) in ARITHMETIC and not texts and (self._in_function or not isinstance(node.op, ast.BitOr)):
            pattern, other = ARITHMETIC[type(node.op)]
            self._between(node.left, node.right, pattern, other)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in TWINS:
            self._replace(node.func, TWINS[name])
        if name == "isinstance":  # its second argument is a type
            self.visit(node.args[0])
            return
        self.visit(node.func)
        for argument in node.args:
            self.visit(argument)
        for keyword in node.keywords:
            if not (name == "zip" and keyword.arg == "strict"):
                self.visit(keyword.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._replace(node, str(not node.value))
        elif isinstance(node.value, int):
            self._replace(node, str(node.value + 1), str(node.value - 1))
        elif isinstance(node.value, float):
            self._replace(node, f"({self._source(node)} + 1)")


def is_python(text: str) -> bool:
    """Whether a mutated text can be compiled at all."""
    try:
        compile(text, "mutant", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True
