/**
 * The bans that are ours alone, as ESLint rules. Each is broken on purpose in test/fences/lint.spec.ts.
 * Places are regular expressions over the path from the root of the project, with forward slashes.
 */
import path from 'node:path';

const placeOf = (context) => path.relative(context.cwd, context.filename).split(path.sep).join('/');
const isIn = (context, places) => places.some((place) => new RegExp(place).test(placeOf(context)));

/**
 * Each ban: `module`, a pattern of import specifiers; `names`, if only some of its exports are meant; `only`, where it
 * is allowed; `why`, one sentence.
 */
const importOnlyIn = {
  meta: {
    type: 'problem',
    schema: [{ type: 'array', items: { type: 'object' } }],
    messages: { banned: '"{{module}}" may not be imported here: {{why}}' },
  },
  create(context) {
    const bans = (context.options[0] ?? []).filter((ban) => !isIn(context, ban.only));
    const check = (source) => {
      if (typeof source?.value !== 'string') return;
      const takes = (names) =>
        names === undefined || (source.parent?.specifiers ?? []).some((each) => names.includes(nameOf(each)));
      const ban = bans.find(({ module, names }) => new RegExp(module).test(source.value) && takes(names));
      if (ban) context.report({ node: source, messageId: 'banned', data: { module: source.value, why: ban.why } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
    };
  },
};

/** The exported name that a specifier takes; `* as x` and `export *` take all, which stays allowed for a door. */
const nameOf = (specifier) => (specifier.imported ?? specifier.local)?.name;

/** Settings are parsed once, with all faults listed; whoever reads the environment elsewhere escapes that. */
const environmentOnlyIn = {
  meta: {
    type: 'problem',
    schema: [{ type: 'array', items: { type: 'string' } }],
    messages: { banned: 'process.env is read in libs/platform/config only: ask the parsed settings for it.' },
  },
  create(context) {
    if (isIn(context, context.options[0] ?? [])) return {};
    const report = (node) => context.report({ node, messageId: 'banned' });
    const isProcess = (node) => node?.type === 'Identifier' && node.name === 'process';
    const isEnv = (key) => key.name === 'env' || key.value === 'env';
    return {
      MemberExpression: (node) => {
        const object = node.object.type === 'MemberExpression' ? node.object.property : node.object;
        if (isProcess(object) && isEnv(node.property)) report(node);
      },
      VariableDeclarator: (node) => {
        if (!isProcess(node.init) || node.id.type !== 'ObjectPattern') return;
        if (node.id.properties.some((property) => property.type === 'Property' && isEnv(property.key))) report(node);
      },
      ImportDeclaration: (node) => {
        if (!/^(node:)?process$/.test(node.source.value)) return;
        if (node.specifiers.some(({ imported }) => imported?.name === 'env')) report(node);
      },
    };
  },
};

const moneyWords = new Set(
  'amount amounts fen yuan total totals balance balances fee fees net gross debit debits credit credits legs raised refunded price money'.split(
    ' ',
  ),
);
/** `totalCount` and `feeDays` are numbers of things, not money. */
const countWords = new Set('count counts length size index number days ms percent digits page pages rows'.split(' '));

function isMoneyName(name) {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
  return words.some((word) => moneyWords.has(word)) && !words.some((word) => countWords.has(word));
}

/** The names in an expression that say what its value is; not those of called functions or of indexes. */
function namesIn(node) {
  if (!node) return [];
  switch (node.type) {
    case 'Identifier':
      return [node.name];
    case 'MemberExpression': {
      const last = node.computed ? [] : namesIn(node.property);
      // amounts[0] is an amount; amounts.length is not.
      return node.computed ? namesIn(node.object) : last;
    }
    case 'CallExpression': {
      const { callee } = node;
      // x.amount.toString() is still the amount.
      const passesOn =
        callee.type === 'MemberExpression' && /^(toString|valueOf|replace|trim|abs)$/.test(callee.property.name);
      return [...namesIn(callee), ...(passesOn ? namesIn(callee.object) : [])];
    }
    case 'BinaryExpression':
      // A remainder by a written number is a digit or two, which every kind of number holds exactly.
      if (node.operator === '%' && node.right.type === 'Literal') return [];
      return [...namesIn(node.left), ...namesIn(node.right)];
    case 'LogicalExpression':
      return [...namesIn(node.left), ...namesIn(node.right)];
    case 'ConditionalExpression':
      return [...namesIn(node.consequent), ...namesIn(node.alternate)];
    case 'UnaryExpression':
    case 'AwaitExpression':
      return namesIn(node.argument);
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return namesIn(node.expression);
    case 'TemplateLiteral':
      return node.expressions.flatMap(namesIn);
    default:
      return [];
  }
}

const inexactGlobals = /^(Number|parseFloat|parseInt)$/;
const inexactMath = /^(round|floor|ceil|trunc|fround)$/;
const inexactNumber = /^(parseFloat|parseInt)$/;

/** Money is whole fen in bigint; a detour through floating point loses fen above 2^53 and rounds below. */
const noInexactMoney = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      inexact: '{{how}} on money ({{name}}): money is whole fen in bigint, without a detour through floats.',
    },
  },
  create(context) {
    const report = (node, how, inspected) => {
      const name = inspected.flatMap(namesIn).find(isMoneyName);
      if (name) context.report({ node, messageId: 'inexact', data: { how, name } });
    };
    return {
      CallExpression: (node) => {
        const { callee } = node;
        if (callee.type === 'Identifier' && inexactGlobals.test(callee.name))
          report(node, `${callee.name}()`, node.arguments);
        if (callee.type !== 'MemberExpression' || callee.computed) return;
        const { object, property } = callee;
        const how = `${object.name ?? 'value'}.${property.name}()`;
        if (object.name === 'Math' && inexactMath.test(property.name)) report(node, how, node.arguments);
        if (object.name === 'Number' && inexactNumber.test(property.name)) report(node, how, node.arguments);
        if (property.name === 'toFixed') report(node, how, [object]);
      },
      'UnaryExpression[operator="+"]': (node) => report(node, 'unary +', [node.argument]),
    };
  },
};

const letters = /\p{L}/u;
const han = /\p{Script=Han}/u;
const spokenAttributes =
  /^(title|alt|placeholder|label|aria-label|aria-description|aria-placeholder|aria-roledescription)$/;

/** Words on the screen come from the locale files, or a second language never gets them. */
const noTextInComponents = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { text: 'Text belongs into the locale files, not into components: "{{text}}"' },
  },
  create(context) {
    const report = (node, text) =>
      context.report({ node, messageId: 'text', data: { text: text.trim().slice(0, 40) } });
    return {
      JSXText: (node) => {
        if (letters.test(node.value)) report(node, node.value);
      },
      'JSXAttribute > Literal.value': (node) => {
        const { name } = node.parent.name;
        if (typeof node.value === 'string' && spokenAttributes.test(name) && letters.test(node.value))
          report(node, node.value);
        else if (typeof node.value === 'string' && han.test(node.value)) report(node, node.value);
      },
      Literal: (node) => {
        if (node.parent.type === 'JSXAttribute') return; // looked at above
        if (typeof node.value === 'string' && han.test(node.value)) report(node, node.value);
        else if (node.parent.type === 'JSXExpressionContainer' && typeof node.value === 'string' && isSpoken(node)) {
          report(node, node.value);
        }
      },
      TemplateElement: (node) => {
        if (han.test(node.value.raw)) report(node, node.value.raw);
      },
    };
  },
};

/** `<p>{'Hello'}</p>` and `title={'Hello'}` are text as much as `<p>Hello</p>`; `{' '}` and `className={'x'}` are not. */
function isSpoken(literal) {
  if (!letters.test(literal.value)) return false;
  const holder = literal.parent.parent;
  if (holder.type === 'JSXElement' || holder.type === 'JSXFragment') return true;
  return holder.type === 'JSXAttribute' && spokenAttributes.test(holder.name.name);
}

export default {
  meta: { name: 'house' },
  rules: {
    'import-only-in': importOnlyIn,
    'environment-only-in': environmentOnlyIn,
    'no-inexact-money': noInexactMoney,
    'no-text-in-components': noTextInComponents,
  },
};
