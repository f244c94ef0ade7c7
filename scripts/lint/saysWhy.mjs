/**
 * ESLint rule: what silences a checker gives its reason.
 * `x as T` and `x!` need a comment on the same line or right above the statement (`as const`, `satisfies` and an index
 * `xs[i]!` need none: the first two check, the third is for an index provably in range); an `eslint-disable` comment
 * names its rules and ends in `-- reason`.
 * @type {import('eslint').Rule.RuleModule}
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
    const check = (/** @type {import('eslint').Rule.Node} */ node) => {
      if (!hasReason(sourceCode, node)) context.report({ node, messageId: 'assertion' });
    };
    return {
      'TSAsExpression:not([typeAnnotation.typeName.name="const"])': check,
      'TSNonNullExpression:not([expression.type="MemberExpression"][expression.computed=true])': check,
      Program() {
        for (const comment of sourceCode.getAllComments().filter(isUnexplainedDisable)) {
          context.report({ loc: placeOf(comment), messageId: 'disable' });
        }
      },
    };
  },
};

/** @param {ReturnType<import('eslint').SourceCode['getAllComments']>[number]} comment */
function isUnexplainedDisable(comment) {
  return /^\s*eslint-disable/.test(comment.value) && !/^\s*eslint-disable\S*\s+[\w@].*\s--\s+\S/s.test(comment.value);
}

/**
 * @param {import('eslint').SourceCode} sourceCode
 * @param {import('eslint').Rule.Node} node
 */
function hasReason(sourceCode, node) {
  const first = placeOf(statementOf(node)).start.line - 1;
  const last = placeOf(node).end.line;
  return sourceCode
    .getAllComments()
    .map(placeOf)
    .some(({ start, end }) => end.line >= first && start.line <= last);
}

/** @param {import('eslint').Rule.Node} node */
function statementOf(node) {
  let statement = node;
  while (statement.parent && !/Statement|Declaration|PropertyDefinition|^Property$/.test(statement.type))
    statement = statement.parent;
  return statement;
}

/**
 * Where a node or comment stands; ESLint gives every one its place.
 * @param {{ loc?: import('eslint').AST.SourceLocation | null | undefined }} item
 */
function placeOf({ loc }) {
  if (!loc) throw new Error('A node without a place.');
  return loc;
}
