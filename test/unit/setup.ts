import fc from 'fast-check';

/**
 * Property tests draw the same cases in every run, so that a failure is there again for whoever looks into it. To search
 * further afield: FIRTH_TEST_SEED=7 npm run test:unit.
 */
fc.configureGlobal({ seed: Number(process.env['FIRTH_TEST_SEED'] ?? 1) });
