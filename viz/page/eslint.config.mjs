// What prettier cannot see: types that leak, promises nobody waits for, names nobody uses.
import js from '@eslint/js';
import globals from 'globals';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import tseslint from 'typescript-eslint';

export default tseslint.config(
    js.configs.recommended,
    // Prettier would break a list of declarations over lines as long as any other.
    {rules: {'one-var': ['error', 'never']}},
    {
        files: ['**/*.ts'],
        extends: [tseslint.configs.recommendedTypeChecked],
        languageOptions: {
            parserOptions: {
                project: 'tsconfig.json',
                tsconfigRootDir: dirname(fileURLToPath(import.meta.url)),
            },
        },
    },
    {
        files: ['viz/page/src/**/*.ts'],
        rules: {
            'no-restricted-syntax': [
                'error',
                {
                    selector: "ConditionalExpression[test.type='BinaryExpression'][test.right.value='no']",
                    message: 'What is said in each language stands in norwegian.ts and english.ts.',
                },
            ],
        },
    },
    // Tests hand functions to the browser: both worlds stand in one file.
    {files: ['**/*.mjs'], languageOptions: {globals: {...globals.node, ...globals.browser}}},
);
