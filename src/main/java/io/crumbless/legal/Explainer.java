package io.crumbless.legal;

import io.crumbless.profile.SubjectId;
import io.crumbless.run.JobFile;

/** Says what the current snapshot holds of one person, and why. */
public interface Explainer {
    /** @throws io.crumbless.profile.Failure if nothing was published yet, or the snapshot cannot be read */
    Explanation explain(JobFile job, SubjectId subject);
}
