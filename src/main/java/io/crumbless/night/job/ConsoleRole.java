package io.crumbless.night.job;

import io.crumbless.settings.yaml.Names;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a user of the console may do; a user may have several roles, and none includes another. */
public enum ConsoleRole {
    /** Views the overview, the policy and, with a reason, a person by customer id. */
    VIEWER,
    /** Looks up people by any identity in the links, and enters requests. */
    REQUESTER,
    /** Approves requests that require two people, never their own. */
    APPROVER,
    /** Views proofs and the access log, but no person. */
    AUDITOR;

    static final Map<String, ConsoleRole> WORDS = Names.words(List.of(values()), ConsoleRole::word);

    /** The word in the job file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
