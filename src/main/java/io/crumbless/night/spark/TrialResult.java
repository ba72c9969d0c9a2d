package io.crumbless.night.spark;

import io.crumbless.night.run.PolicyDifference.RefusalChange;
import io.crumbless.night.trial.TrialTally;
import java.util.List;

/**
 * What came of a comparison.
 *
 * @param tally with the ids of the people in its examples, which are given pseudonyms by who has their key
 */
record TrialResult(TrialTally.Written tally, List<RefusalChange> refusals) {}
