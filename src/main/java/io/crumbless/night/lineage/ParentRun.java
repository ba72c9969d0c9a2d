package io.crumbless.night.lineage;

import java.util.Optional;
import java.util.UUID;

/** The run of an orchestrator that started this run; {@code namespace/name/uuid} in {@code OPENLINEAGE_PARENT_ID}. */
record ParentRun(String namespace, String name, UUID run) {
    static final String VARIABLE = "OPENLINEAGE_PARENT_ID";

    /** @return empty if it is malformed: a run must be identified by a UUID */
    static Optional<ParentRun> of(String text) {
        int first = text.indexOf('/');
        int last = text.lastIndexOf('/');
        if (first < 1 || last - first < 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ParentRun(
                    text.substring(0, first),
                    text.substring(first + 1, last),
                    UUID.fromString(text.substring(last + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
