import js from '@eslint/js';
import globals from 'globals';

/** Markup made from strings: text nodes and createElement do the same without the risk. */
const MARKUP = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'createContextualFragment'];

/** Ways out of the browser; the extension has none. */
const NETWORK = ['EventSource', 'WebSocket', 'WebTransport', 'XMLHttpRequest'];

const UNUSED = { argsIgnorePattern: '^_', caughtErrors: 'all', ignoreRestSiblings: true };

export default [
  { ignores: ['dist/', 'node_modules/', 'target/'] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { ecmaVersion: 2024, sourceType: 'module' },
    rules: {
      'array-callback-return': 'error',
      curly: ['error', 'multi-line'],
      'default-case-last': 'error',
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-new-wrappers': 'error',
      'no-promise-executor-return': 'error',
      'no-restricted-properties': [
        'error',
        ...MARKUP.map((property) => ({ property, message: 'Use createElement and textContent.' })),
        ...['write', 'writeln'].map((property) => ({ object: 'document', property })),
      ],
      'no-self-compare': 'error',
      'no-shadow': 'error',
      'no-throw-literal': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-unused-vars': ['error', UNUSED],
      'no-useless-return': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-template': 'error',
      radix: 'error',
    },
  },
  {
    files: ['extension/**/*.js'],
    languageOptions: { globals: { ...globals.browser, chrome: 'readonly' } },
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', ...NETWORK],
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[property.name='sendBeacon']", message: 'Nothing leaves the browser.' },
      ],
    },
  },
  {
    // Classic scripts that the browser runs one after the other in one global scope: what one
    // declares another uses, so the type checker, which sees them all, judges names.
    files: ['extension/content/**/*.js'],
    languageOptions: { sourceType: 'script', parserOptions: { ecmaFeatures: { impliedStrict: true } } },
    rules: { 'no-undef': 'off', 'no-unused-vars': ['error', { ...UNUSED, vars: 'local' }] },
  },
  {
    // Functions handed to a browser name the page's globals too.
    files: ['tests/**/*.js', 'benches/**/*.js', 'build/**/*.mjs', '*.js'],
    languageOptions: { globals: { ...globals.node, ...globals.browser, chrome: 'readonly' } },
  },
];
