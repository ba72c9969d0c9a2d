package io.crumbless.night.spark;

import io.crumbless.night.run.PolicyDifference.RefusalChange;
import io.crumbless.night.trial.TrialTally;
import java.util.List;

/**
 * The result of a comparison.
 *
 * @param tally with the ids of the people in its examples, which the owner of the key replaces by pseudonyms
 */
record TrialResult(TrialTally.Written tally, List<RefusalChange> refusals) {}
