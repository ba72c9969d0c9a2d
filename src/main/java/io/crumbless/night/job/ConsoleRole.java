package io.crumbless.night.job;

import io.crumbless.settings.yaml.Names;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a user of the console may do; a user may have several, and none contains another. */
public enum ConsoleRole {
    /** Looks at the overview, the policy and, with a reason, at a person by customer id. */
    VIEWER,
    /** Looks people up by any identity the links know, and enters requests. */
    REQUESTER,
    /** Approves what takes two people, never a request of their own. */
    APPROVER,
    /** Looks at proofs and at the access log; at no person. */
    AUDITOR;

    static final Map<String, ConsoleRole> WORDS = Names.words(List.of(values()), ConsoleRole::word);

    /** The word in the job file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
