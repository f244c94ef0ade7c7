/**
 * ESLint rule: what silences a checker gives its reason.
 * `x as T` and `x!` need a comment on the same line or right above the statement (`as const`, `satisfies` and an index
 * `xs[i]!` need none: the first two check, the third is for an index provably in range); an `eslint-disable` comment
 * names its rules and ends in `-- reason`.
 */
export const saysWhy = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      assertion: 'An assertion stands at a door and says why: put the reason in a comment on this line or above it.',
      disable: 'Name the rule and the reason: eslint-disable-next-line RULE -- why.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    const check = (node) => {
      if (!hasReason(sourceCode, node)) context.report({ node, messageId: 'assertion' });
    };
    return {
      'TSAsExpression:not([typeAnnotation.typeName.name="const"])': check,
      'TSNonNullExpression:not([expression.type="MemberExpression"][expression.computed=true])': check,
      Program() {
        for (const comment of sourceCode.getAllComments().filter(isUnexplainedDisable)) {
          context.report({ loc: comment.loc, messageId: 'disable' });
        }
      },
    };
  },
};

function isUnexplainedDisable(comment) {
  return /^\s*eslint-disable/.test(comment.value) && !/^\s*eslint-disable\S*\s+[\w@].*\s--\s+\S/s.test(comment.value);
}

function hasReason(sourceCode, node) {
  const first = statementOf(node).loc.start.line - 1;
  const last = node.loc.end.line;
  return sourceCode.getAllComments().some((comment) => comment.loc.end.line >= first && comment.loc.start.line <= last);
}

function statementOf(node) {
  let statement = node;
  while (statement.parent && !/Statement|Declaration|PropertyDefinition|^Property$/.test(statement.type))
    statement = statement.parent;
  return statement;
}
