package io.crumbless.kernel.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values stored about one subject: one row of the profiles.
 *
 * @param jurisdiction jurisdiction of the latest statement in force, for example {@code DE} or {@code US-CA}; null if
 *     there are only provided values
 * @param entries in the order of the catalogue, never empty
 */
public record Profile(SubjectId subject, @Nullable String jurisdiction, List<Entry> entries) {
    public Profile {
        entries = List.copyOf(entries);
    }

    /**
     * One value and its lineage.
     *
     * @param attribute index in the catalogue
     */
    public record Entry(int attribute, Value value, Lineage lineage) {}
}
