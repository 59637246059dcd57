import path from 'node:path';
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** File names are terms of the field in kebab-case; these four say nothing about what is inside. */
const fileNames = {
  create: (context) => ({
    Program(node) {
      const name = path.basename(context.filename).split('.')[0];
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
        context.report({ node, message: `File name "${name}" is not kebab-case.` });
      }
      if (['utils', 'helpers', 'index', 'manager'].includes(name)) {
        context.report({ node, message: `File name "${name}" says nothing; name it for its one idea.` });
      }
    },
  }),
};

const time = 'take a Clock';
const chance = 'take a RandomSource';

/** Time and chance are passed in, so that every run can be repeated. */
const passedIn = {
  'no-restricted-globals': [
    'error',
    ...['setTimeout', 'setInterval', 'setImmediate', 'performance'].map((name) => ({ name, message: time })),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: time },
    { object: 'process', property: 'hrtime', message: time },
    { object: 'Math', property: 'random', message: chance },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: time },
  ],
};

const typeChecked = {
  // Indexing typed arrays gives number, not number | undefined, so the compiler cannot tell which checks are needed.
  '@typescript-eslint/no-unnecessary-condition': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  // An implementation of an asynchronous interface need not wait for anything.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: false },
  ],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
};

/** A flat switch over kinds counts once: its cases are read as a table. */
const size = {
  complexity: ['error', { max: 10, variant: 'modified' }],
  'max-lines': ['error', { max: 250 }],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'output/', 'data/', 'models/', '.dependency-*.cjs'] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { 'file-names': fileNames } } },
    rules: {
      ...typeChecked,
      ...size,
      'house/file-names': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['src/{music,encoding,model,performance,composer}/**/*.ts'], rules: passedIn },
  {
    // A describe block is as long as its tests; fixtures are parsed without a schema.
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['bench/**', 'examples/**', 'scripts/**', 'test/live/*.mjs', 'test/torture/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'performance', 'Buffer', 'URL', 'setTimeout', 'clearTimeout', 'fetch'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
);
